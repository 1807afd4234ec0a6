/** The seed of a run: the key of every draw (`rng.ts`), which takes 32 bits. */
import { z } from "zod";

/** 2³² − 1. Every flag, link, field and file takes the seeds from 0 to this one. */
export const LARGEST_SEED = 0xffffffff;

export const seedSchema = z.int().min(0).max(LARGEST_SEED);

/** The nearest seed; 1 when the number is NaN. */
export const clampSeed = (seed: number): number =>
  Number.isNaN(seed) ? 1 : Math.min(LARGEST_SEED, Math.max(0, Math.round(seed)));

/** The seed `by` after this one; after the largest comes 0. */
export const seedAfter = (seed: number, by = 1): number => (seed + by) % (LARGEST_SEED + 1);
