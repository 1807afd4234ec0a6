/** The seed of a run: the key of every draw (`rng.ts`), which takes 32 bits. */
import { z } from "zod";

/** 2³² − 1: every flag, link, field and file that takes a seed takes those from 0 to this one. */
export const LARGEST_SEED = 0xffffffff;

export const seedSchema = z.int().min(0).max(LARGEST_SEED);
