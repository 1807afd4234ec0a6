/**
 * Accuracy over problems and seeds. Runs of one problem under several seeds are not independent, so
 * their mean is taken first, and intervals are over problems.
 */
import { bootstrapMean, type Estimate } from "./bootstrap.ts";
import { groupBy } from "./group.ts";
import { wilson } from "./wilson.ts";

/** The success of one run: 1 or 0, or a probability. */
export interface Success {
  problem: string;
  value: number;
}

/** The mean of each problem over its runs, sorted by problem, so that the order of the runs is lost. */
export function byProblem(runs: readonly Success[]): Map<string, number> {
  return new Map(
    [...groupBy(runs, ({ problem }) => problem)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([problem, group]) => [problem, mean(group.map(({ value }) => value))]),
  );
}

/**
 * The mean over problems with its 95 % interval. It is Wilson's interval when each problem is either
 * right or wrong, as under one seed; otherwise it is the bootstrap's over problems.
 * @param runs not empty.
 */
export function accuracyOf(runs: readonly Success[]): Estimate {
  const values = [...byProblem(runs).values()];
  const exact = (value: number): Estimate => ({ value, ...wilson(value, values.length) });
  if (values.every((value) => value === 0 || value === 1)) return exact(mean(values));
  const estimate = bootstrapMean(values);
  return estimate.low < estimate.high ? estimate : exact(estimate.value);
}

/**
 * The mean difference a − b over the problems that both ran, paired by problem, with the bootstrap's
 * 95 % interval over problems. It is narrower than the interval of two separate accuracies, since hard
 * problems are hard for both.
 * @returns null when they have no problem in common.
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
