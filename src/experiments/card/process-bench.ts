/**
 * Finding the first wrong step, as ProcessBench measures it (Zheng et al. 2024, arXiv 2412.06559,
 * section 3.4): the first step that scores below a threshold counts as the predicted error.
 * Error accuracy is the share of trajectories with an error whose first wrong step is predicted
 * exactly. Correct accuracy is the share of right trajectories in which no error is predicted. F1 is
 * their harmonic mean.
 */
import { bootstrap, type Estimate, weighted } from "../stats/bootstrap.ts";

export interface Marked {
  /** The problem's name: trajectories of one problem stay together in a resample. */
  readonly problem: string;
  /** The index from 0 of the first wrong step; −1 when all are right. */
  readonly firstError: number;
  /** One score for each step, in [0, 1]. */
  readonly scores: readonly number[];
}

/** The index from 0 of the first step that scores below the threshold; −1 when there is none. */
export const predictedError = (scores: readonly number[], threshold: number): number =>
  scores.findIndex((score) => score < threshold);

export const harmonicMean = (a: number, b: number): number =>
  a + b === 0 ? 0 : (2 * a * b) / (a + b);

export interface StepAccuracy {
  errorAccuracy: Estimate;
  correctAccuracy: Estimate;
  f1: Estimate;
}

/** @throws RangeError unless there are both right and wrong trajectories. */
export function stepAccuracy(marked: readonly Marked[], threshold: number): StepAccuracy {
  const groups = new Map<string, Marked[]>();
  for (const one of marked) groups.set(one.problem, [...(groups.get(one.problem) ?? []), one]);
  const count = (wanted: (one: Marked) => boolean): number[] =>
    [...groups.values()].map((group) => group.filter(wanted).length);
  const hit = ({ scores, firstError }: Marked) => predictedError(scores, threshold) === firstError;
  const wrong = ({ firstError }: Marked) => firstError >= 0;
  const wrongs = count(wrong);
  const rights = count((one) => !wrong(one));
  if (!wrongs.some(Boolean) || !rights.some(Boolean)) {
    throw new RangeError("Step accuracy needs right trajectories and wrong ones.");
  }
  const found = count((one) => wrong(one) && hit(one));
  const spared = count((one) => !wrong(one) && hit(one));
  const errorOf = (weights: Float64Array) => weighted(weights, found) / weighted(weights, wrongs);
  const correctOf = (weights: Float64Array) =>
    weighted(weights, spared) / weighted(weights, rights);
  return {
    errorAccuracy: bootstrap(groups.size, errorOf),
    correctAccuracy: bootstrap(groups.size, correctOf),
    f1: bootstrap(groups.size, (weights) => harmonicMean(errorOf(weights), correctOf(weights))),
  };
}

/**
 * The threshold from 0.01 to 0.99, in hundredths, with the highest F1; the middle one of several.
 * Choose it on validation data, never on the data that is reported.
 */
export function chooseThreshold(marked: readonly Marked[]): number {
  const share = (all: readonly Marked[], threshold: number): number =>
    all.filter(({ scores, firstError }) => predictedError(scores, threshold) === firstError)
      .length / Math.max(1, all.length);
  const wrongs = marked.filter(({ firstError }) => firstError >= 0);
  const rights = marked.filter(({ firstError }) => firstError < 0);
  const tried = Array.from({ length: 99 }, (_, i) => {
    const threshold = (i + 1) / 100;
    return { threshold, f1: harmonicMean(share(wrongs, threshold), share(rights, threshold)) };
  });
  const best = Math.max(...tried.map(({ f1 }) => f1));
  const top = tried.filter(({ f1 }) => f1 === best);
  return top[Math.floor((top.length - 1) / 2)]?.threshold ?? 0.5;
}
