/**
 * How well a score tells right trajectories from wrong ones: area under the ROC curve, Brier score,
 * expected calibration error. Trajectories are grouped by problem, and intervals resample problems.
 */
import { bootstrap, type Estimate, weighted } from "../stats/bootstrap.ts";

/** A trajectory's score in [0, 1], read as the forecast probability that it is right. */
export interface Judged {
  readonly score: number;
  readonly right: boolean;
}

/** The trajectories of each problem. */
type Problems = readonly (readonly Judged[])[];

/**
 * Mann-Whitney U over the number of pairs: the probability that a right trajectory outscores a wrong
 * one, where a tie counts half.
 * @returns null when all trajectories are right, or all are wrong.
 */
export function auc(problems: Problems): Estimate | null {
  const of = (right: boolean) =>
    problems.map((all) =>
      Float64Array.from(all.filter((one) => one.right === right).map(({ score }) => score)).sort(),
    );
  const [rights, wrongs] = [of(true), of(false)];
  const count = (scores: readonly Float64Array[]) => scores.map(({ length }) => length);
  const [positives, negatives] = [count(rights), count(wrongs)];
  const ones = new Float64Array(problems.length).fill(1);
  if (weighted(ones, positives) === 0 || weighted(ones, negatives) === 0) return null;
  // Counted for each pair of problems, so that a resample needs no sorting: [right's problem][wrong's].
  const won = rights.map((ours) => Float64Array.from(wrongs, (theirs) => wins(ours, theirs)));
  return bootstrap(problems.length, (weights) => {
    let sum = 0;
    won.forEach((row, i) => {
      const weight = weights[i] ?? 0;
      if (weight === 0) return;
      let inner = 0;
      for (let j = 0; j < row.length; j++) inner += (weights[j] ?? 0) * (row[j] ?? 0);
      sum += weight * inner;
    });
    return sum / (weighted(weights, positives) * weighted(weights, negatives));
  });
}

/** The number of pairs in which `a` is larger, where a tie counts half. Both are sorted in ascending order. */
function wins(a: Float64Array, b: Float64Array): number {
  let below = 0;
  let upTo = 0;
  let sum = 0;
  for (const score of a) {
    while (below < b.length && (b[below] ?? 0) < score) below += 1;
    while (upTo < b.length && (b[upTo] ?? 0) <= score) upTo += 1;
    sum += (below + upTo) / 2;
  }
  return sum;
}

/** The mean squared difference of score and outcome (Brier 1950): 0 is best, and a constant ½ gives ¼. */
export function brier(problems: Problems): Estimate {
  const errors = problems.map((all) =>
    all.reduce((sum, { score, right }) => sum + (score - Number(right)) ** 2, 0),
  );
  const counts = problems.map(({ length }) => length);
  return bootstrap(
    problems.length,
    (weights) => weighted(weights, errors) / weighted(weights, counts),
  );
}

export const BINS = 10;

/**
 * Expected calibration error (Naeini et al. 2015; Guo et al. 2017, arXiv 1706.04599, eq. 3): the
 * difference between the mean score and the share that is right, in ten bins of equal width, weighted
 * by the number of trajectories in each.
 */
export function calibrationError(problems: Problems): Estimate {
  const sums = problems.map((all) => {
    const bins = { excess: new Float64Array(BINS), count: 0 };
    for (const { score, right } of all) {
      const bin = Math.min(BINS - 1, Math.floor(score * BINS));
      bins.excess[bin] = (bins.excess[bin] ?? 0) + score - Number(right);
      bins.count += 1;
    }
    return bins;
  });
  const counts = sums.map(({ count }) => count);
  return bootstrap(problems.length, (weights) => {
    let total = 0;
    for (let bin = 0; bin < BINS; bin++) {
      let excess = 0;
      for (let i = 0; i < sums.length; i++) {
        excess += (weights[i] ?? 0) * (sums[i]?.excess[bin] ?? 0);
      }
      total += Math.abs(excess);
    }
    return total / weighted(weights, counts);
  });
}
