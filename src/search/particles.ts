/**
 * The arithmetic of particle filtering (Puri et al. 2025, arXiv:2502.01618) and of its entropic
 * variant (Giannone et al. 2025, "Mitigating Premature Exploitation in Particle-based Monte
 * Carlo for Inference-Time Scaling"), as in its_hub's `particle_gibbs.py`.
 */

/** Scores are kept this far from 0 and 1, which have no logit. */
const EDGE = 1e-7;

/** The weights w_i ∝ e^(logit(s_i) / temperature), with sum 1. @param scores each in [0, 1]; not empty. */
export function particleWeights(scores: readonly number[], temperature = 1): number[] {
  const logits = scores.map((score) => {
    const inside = Math.min(1 - EDGE, Math.max(EDGE, score));
    return Math.log(inside / (1 - inside)) / temperature;
  });
  const top = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - top));
  const sum = total(weights);
  return weights.map((weight) => weight / sum);
}

/** The effective sample size 1 / Σ w², from 1 to the number of particles. */
export const effectiveSampleSize = (weights: readonly number[]): number =>
  1 / total(weights.map((weight) => weight * weight));

/**
 * The temperature of entropic annealing: max(1, (1 − progress) / (ESS/N)) while the effective sample
 * size is below half of N and progress is below one half; 1 otherwise.
 * @param progress the steps taken, divided by the most that may be taken.
 */
export function annealedTemperature(weights: readonly number[], progress: number): number {
  const share = effectiveSampleSize(weights) / weights.length;
  return share < 0.5 && progress < 0.5 ? Math.max(1, (1 - progress) / share) : 1;
}

/**
 * Multinomial resampling: as many draws with replacement as there are weights.
 * @param uniform the random number in [0, 1) of the i-th draw. @returns indices into the weights.
 */
export function resample(weights: readonly number[], uniform: (index: number) => number): number[] {
  const ends = weights.map((_, i) => total(weights.slice(0, i + 1)));
  const sum = total(weights);
  return weights.map((_, draw) => {
    const at = uniform(draw) * sum;
    return ends.findIndex((end) => at < end);
  });
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
