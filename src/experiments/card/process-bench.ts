/**
 * Finding the first wrong step, as ProcessBench measures it (Zheng et al. 2024, arXiv 2412.06559,
 * section 3.4): the first step that scores below a threshold is taken for the error, or none.
 * Error accuracy is the share of the trajectories with an error whose first wrong step is found
 * exactly; correct accuracy that of the right ones in which none is; F1 is their harmonic mean.
 */
import { bootstrap, type Estimate, weighted } from "../stats/bootstrap.ts";

export interface Marked {
  /** Trajectories of one problem stay together when resampled. */
  readonly problem: string;
  /** Index from 0 of the first wrong step, −1 when all are right. */
  readonly firstError: number;
  /** One a step, each in [0, 1]. */
  readonly scores: readonly number[];
}

/** Index from 0 of the first step that scores below the threshold, or −1. */
export const predictedError = (scores: readonly number[], threshold: number): number =>
  scores.findIndex((score) => score < threshold);

export const harmonicMean = (a: number, b: number): number =>
  a + b === 0 ? 0 : (2 * a * b) / (a + b);

export interface StepAccuracy {
  errorAccuracy: Estimate;
  correctAccuracy: Estimate;
  f1: Estimate;
}

/** @throws RangeError unless there are trajectories of both kinds. */
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
 * The threshold of the highest F1, from 0.01 to 0.99 in hundredths; of several the middle one. To
 * be chosen on validation data, never on what is then reported.
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
