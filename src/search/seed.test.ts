import { expect, it } from "vitest";
import { clampSeed, LARGEST_SEED, seedAfter, seedSchema } from "./seed.ts";

it("takes every number that the generator tells apart, and no other", () => {
  expect([0, 4_000_000_000, LARGEST_SEED].every((seed) => seedSchema.safeParse(seed).success)).toBe(
    true,
  );
  for (const seed of [-1, 0.5, LARGEST_SEED + 1, Number.NaN])
    expect(seedSchema.safeParse(seed).success).toBe(false);
});

it("clamps to the nearest seed", () => {
  expect([-3, 0.6, 4_000_000_000, 1e12, Number.POSITIVE_INFINITY].map(clampSeed)).toEqual([
    0,
    1,
    4_000_000_000,
    LARGEST_SEED,
    LARGEST_SEED,
  ]);
  expect(clampSeed(Number.NaN)).toBe(1);
});

it("begins at 0 again after the largest", () => {
  expect([seedAfter(7), seedAfter(LARGEST_SEED), seedAfter(LARGEST_SEED, 3)]).toEqual([8, 0, 2]);
});
