/**
 * Accuracy over problems and seeds. Runs of one problem under several seeds are not independent,
 * so they are one number first, their mean, and intervals are over problems.
 */
import { bootstrapMean, type Estimate } from "./bootstrap.ts";
import { groupBy } from "./group.ts";
import { wilson } from "./wilson.ts";

/** One run's success: 1 or 0, or a chance of it. */
export interface Success {
  problem: string;
  value: number;
}

/** Each problem's mean over its runs; problems in an order that is not that of the runs. */
export function byProblem(runs: readonly Success[]): Map<string, number> {
  return new Map(
    [...groupBy(runs, ({ problem }) => problem)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([problem, group]) => [problem, mean(group.map(({ value }) => value))]),
  );
}

/**
 * The mean over problems with its 95 % interval: Wilson's where each problem is right or wrong,
 * under one seed for one; else the bootstrap's over problems, which knows how much of the spread
 * lies between them. @param runs not empty.
 */
export function accuracyOf(runs: readonly Success[]): Estimate {
  const values = [...byProblem(runs).values()];
  const exact = (value: number): Estimate => ({ value, ...wilson(value, values.length) });
  if (values.every((value) => value === 0 || value === 1)) return exact(mean(values));
  const estimate = bootstrapMean(values);
  return estimate.low < estimate.high ? estimate : exact(estimate.value);
}

/**
 * The mean of a − b over the problems of both, each problem with itself, with the bootstrap's
 * 95 % interval over problems: narrower than that of two separate accuracies, since hard problems
 * are hard for both. null where they have no problem in common.
 */
export function pairedDifference(
  a: readonly Success[],
  b: readonly Success[],
): (Estimate & { problems: number }) | null {
  const others = byProblem(b);
  const differences = [...byProblem(a)].flatMap(([problem, value]) => {
    const other = others.get(problem);
    return other === undefined ? [] : [value - other];
  });
  if (differences.length === 0) return null;
  return { ...bootstrapMean(differences), problems: differences.length };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
