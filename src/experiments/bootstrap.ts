/**
 * Percentile bootstrap intervals of a mean (Efron and Tibshirani 1993, chapter 13), resampling
 * whole problems. Seeded, so that the same results give the same interval.
 */
import { uniform } from "../search/rng.ts";

export interface Estimate {
  value: number;
  /** Bounds of the central 95 % of the resampled means. */
  low: number;
  high: number;
}

const RESAMPLES = 2000;

/**
 * @param values one number a problem; not empty.
 * @param seed of the resampling.
 */
export function bootstrapMean(values: readonly number[], seed = 1): Estimate {
  if (values.length === 0) throw new RangeError("bootstrapMean needs at least one value");
  const count = values.length;
  const means = Float64Array.from({ length: RESAMPLES }, (_, resample) => {
    let sum = 0;
    for (let draw = 0; draw < count; draw++) {
      sum += values[Math.floor(uniform(seed, resample, draw) * count)] ?? 0;
    }
    return sum / count;
  }).sort();
  const quantile = (q: number): number => means[Math.round(q * (RESAMPLES - 1))] ?? Number.NaN;
  const value = values.reduce((sum, x) => sum + x, 0) / count;
  return { value, low: quantile(0.025), high: quantile(0.975) };
}
