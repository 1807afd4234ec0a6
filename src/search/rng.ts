/**
 * The seeded generator. A draw is a pure function of (seed, node, counter), so a tree
 * depends neither on batching nor on timing, and one draw can be repeated alone.
 *
 * Philox2x32-10: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy
 * as 1, 2, 3", SC11, with the constants of Random123. Integer arithmetic only: the same
 * bits on every platform.
 */

const MULTIPLIER = 0xd256d193;
const WEYL = 0x9e3779b9;
const ROUNDS = 10;

/** The high 32 bits of the unsigned product a · b. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + (cross >>> 16)) >>> 0;
}

/**
 * The block function: it maps a 64-bit counter (two words) and a 32-bit key to 64 random bits.
 * Arguments are taken modulo 2³²; both words of the result are in [0, 2³²).
 */
export function philox(counter0: number, counter1: number, key: number): [number, number] {
  let left = counter0 >>> 0;
  let right = counter1 >>> 0;
  let round = key >>> 0;
  for (let i = 0; i < ROUNDS; i++) {
    const high = multiplyHigh(MULTIPLIER, left);
    const low = Math.imul(MULTIPLIER, left) >>> 0;
    left = (high ^ round ^ right) >>> 0;
    right = low;
    round = (round + WEYL) >>> 0;
  }
  return [left, right];
}

/**
 * A uniform number in [0, 1) with 53 random bits. Seed, node and counter are integers,
 * taken modulo 2³². The sampler draws token `counter` of node `node` with it.
 */
export function uniform(seed: number, node: number, counter: number): number {
  const [high, low] = philox(node, counter, seed);
  return ((high >>> 5) * 0x4000000 + (low >>> 6)) / 0x20000000000000;
}

/** The purposes of a strategy's draws. The draws of each are independent of all others, and of the tokens'. */
export type Purpose = "ties" | "resampling" | "selection" | "rollouts";

const STREAM: Record<Purpose, number> = { ties: 1, resampling: 2, selection: 3, rollouts: 4 };

/** The seed of all draws for a purpose. */
export const streamKey = (seed: number, purpose: Purpose): number =>
  philox(STREAM[purpose], 0xffffffff, seed)[0];

/**
 * A uniform number in [0, 1) for a strategy's own decisions, independent of every token
 * draw. @param round the round of the strategy; @param index of the draw within the round.
 */
export function draw(seed: number, purpose: Purpose, round: number, index: number): number {
  return uniform(streamKey(seed, purpose), round, index);
}
