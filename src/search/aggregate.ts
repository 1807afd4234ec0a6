/**
 * Aggregates the raw step scores of a trajectory into one number. Logs store raw scores, so any
 * aggregation can be recomputed from a log.
 *
 * last: Snell et al. 2024; min and prod: Lightman et al. 2023; mean: common in practice.
 */
export const AGGREGATIONS = ["last", "min", "prod", "mean"] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

/** @param scores raw step scores from the first step to the last, each in [0, 1]; not empty. */
export function aggregate(rule: Aggregation, scores: readonly number[]): number {
  if (scores.length === 0) throw new RangeError("aggregate needs at least one step score");
  switch (rule) {
    case "last":
      return scores[scores.length - 1] as number;
    case "min":
      return Math.min(...scores);
    case "prod":
      return scores.reduce((product, score) => product * score, 1);
    case "mean":
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  }
}
