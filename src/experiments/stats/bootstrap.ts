/**
 * Percentile bootstrap intervals (Efron and Tibshirani 1993, chapter 13). They resample whole
 * problems, so that all measurements on one problem stay together. They are seeded: the same results
 * give the same interval.
 */
import { uniform } from "../../search/rng.ts";

export interface Estimate {
  value: number;
  /** The bounds of the central 95 % of the resampled values. */
  low: number;
  high: number;
}

const RESAMPLES = 2000;

/**
 * @param clusters the number of problems, at least 1.
 * @param statistic computes the statistic from how often each problem counts: once for the value, and
 * as often as it was drawn for a resample. A resample for which it is NaN is left out.
 * @param seed of the resampling.
 */
export function bootstrap(
  clusters: number,
  statistic: (weights: Float64Array) => number,
  seed = 1,
): Estimate {
  if (clusters < 1) throw new RangeError("The bootstrap needs at least one problem.");
  const value = statistic(new Float64Array(clusters).fill(1));
  const found: number[] = [];
  for (const weights of resamples(clusters, seed)) {
    const one = statistic(weights);
    if (!Number.isNaN(one)) found.push(one);
  }
  const sorted = Float64Array.from(found).sort();
  const quantile = (q: number): number => sorted[Math.round(q * (sorted.length - 1))] ?? Number.NaN;
  return { value, low: quantile(0.025), high: quantile(0.975) };
}

/** The most weights that are kept for the next call: 64 MB. */
const KEPT_WEIGHTS = 8e6;
let kept: { clusters: number; seed: number; all: readonly Float64Array[] } | null = null;

/** For each resample, how often each problem was drawn. The resamples of the last call are kept. */
function resamples(clusters: number, seed: number): Iterable<Float64Array> {
  if (clusters * RESAMPLES > KEPT_WEIGHTS) return drawn(clusters, seed);
  if (kept?.clusters !== clusters || kept.seed !== seed)
    kept = { clusters, seed, all: [...drawn(clusters, seed)] };
  return kept.all;
}

function* drawn(clusters: number, seed: number): Generator<Float64Array, void, void> {
  for (let resample = 0; resample < RESAMPLES; resample++) {
    const weights = new Float64Array(clusters);
    for (let draw = 0; draw < clusters; draw++) {
      const chosen = Math.floor(uniform(seed, resample, draw) * clusters);
      weights[chosen] = (weights[chosen] ?? 0) + 1;
    }
    yield weights;
  }
}

/** The mean of one number per problem. @param values not empty. @param seed of the resampling. */
export function bootstrapMean(values: readonly number[], seed = 1): Estimate {
  if (values.length === 0) throw new RangeError("bootstrapMean needs at least one value");
  return bootstrap(values.length, (weights) => weighted(weights, values) / values.length, seed);
}

/** The sum of the values, each times the weight of its problem. */
export function weighted(weights: Float64Array, values: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (weights[i] ?? 0) * (values[i] ?? 0);
  return sum;
}
