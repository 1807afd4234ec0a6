/** Seeds of runs and of drawn problems: the whole numbers that the generator tells apart (`rng.ts`). */
import { z } from "zod";

/** The least seed is 0. */
export const LARGEST_SEED = 2 ** 32 - 1;

export const seedSchema = z.int().min(0).max(LARGEST_SEED);

/** The nearest seed; 1 where the number is none. */
export const clampSeed = (seed: number): number =>
  Number.isNaN(seed) ? 1 : Math.min(LARGEST_SEED, Math.max(0, Math.round(seed)));

/** The seed that many further on; after the largest one comes 0. */
export const seedAfter = (seed: number, by = 1): number => (seed + by) % (LARGEST_SEED + 1);
