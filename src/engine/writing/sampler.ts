/**
 * Samples one token from one row of logits. The draw is an argument, so the choice is a pure
 * function. It computes in double precision and in token order, so that equal logits give the
 * same token on every device.
 */
import type { SamplingOptions } from "../../search/model.ts";

export interface Draw {
  token: number;
  /** log p(token) at temperature 1 and without top-k or top-p, nats. */
  logprob: number;
  /** KL(U ‖ p) of the row at temperature 1, U being uniform over the vocabulary; nats. */
  certainty: number;
}

/**
 * @param logits [vocabulary]; @param draw uniform in [0, 1), unused at temperature 0;
 * @param banned tokens that are never chosen (padding, unknown).
 *
 * Top-k keeps the k likeliest; top-p (nucleus, Holtzman et al. 2020, arXiv 1904.09751)
 * then keeps the smallest set of likeliest tokens whose mass at this temperature
 * reaches p, at least one. Equal logits rank by token id.
 */
export function sample(
  logits: Float32Array,
  { temperature, topP, topK }: Pick<SamplingOptions, "temperature" | "topP" | "topK">,
  draw: number,
  banned: Iterable<number>,
): Draw {
  const weights = scratch(logits.length);
  const top = max(logits);
  const normalizer = top + Math.log(exponentials(logits, top, 1, weights));
  const certainty = normalizer - mean(logits) - Math.log(logits.length);
  const log = (token: number): Draw => ({
    token,
    logprob: (logits[token] as number) - normalizer,
    certainty,
  });

  for (const token of banned) weights[token] = 0;
  if (temperature <= 0) return log(heaviest(weights, logits));
  if (temperature !== 1) {
    exponentials(logits, top, temperature, weights);
    for (const token of banned) weights[token] = 0;
  }
  if ((topK > 0 && topK < logits.length) || topP < 1) cut(weights, topK, topP);
  return log(pick(weights, draw));
}

/** One array serves every call: the weights are not used after it. */
let weightsOfLast = new Float64Array(0);
function scratch(length: number): Float64Array {
  if (weightsOfLast.length !== length) weightsOfLast = new Float64Array(length);
  return weightsOfLast;
}

/** @returns the first likeliest token with a weight; logits are compared, because weights may underflow. */
function heaviest(weights: Float64Array, logits: Float32Array): number {
  let best = -1;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    if (best < 0 || (logits[i] as number) > (logits[best] as number)) best = i;
  }
  return Math.max(best, 0);
}

/** @returns the token at which the running sum of the weights passes `draw` of their total. */
function pick(weights: Float64Array, draw: number): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i] as number;
  let left = draw * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    if (weight === 0) continue;
    last = i;
    left -= weight;
    if (left < 0) return i;
  }
  return last;
}

function max(values: Float32Array): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++)
    if ((values[i] as number) > top) top = values[i] as number;
  return top;
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}

/** Writes weights[i] = exp((logits[i] - top) / temperature). @returns their sum. */
function exponentials(
  logits: Float32Array,
  top: number,
  temperature: number,
  weights: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const weight = Math.exp(((logits[i] as number) - top) / temperature);
    weights[i] = weight;
    sum += weight;
  }
  return sum;
}

/** Sets the weights that top-k and top-p leave out to zero. */
function cut(weights: Float64Array, topK: number, topP: number): void {
  const order = Array.from(weights.keys()).filter((i) => (weights[i] as number) > 0);
  order.sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b);
  let keep = topK > 0 ? Math.min(topK, order.length) : order.length;
  if (topP < 1) {
    let mass = 0;
    for (let i = 0; i < keep; i++) mass += weights[order[i] as number] as number;
    let reached = 0;
    for (let i = 0; i < keep; i++) {
      reached += weights[order[i] as number] as number;
      if (reached >= topP * mass) keep = i + 1;
    }
  }
  for (const i of order.slice(keep)) weights[i] = 0;
}
