import fc from "fast-check";
import { expect, test } from "vitest";
import {
  annealedTemperature,
  effectiveSampleSize,
  particleWeights,
  resample,
} from "./particles.ts";
import { draw } from "./rng.ts";

const close = (numbers: readonly number[], expected: readonly number[]) =>
  numbers.forEach((one, i) => void expect(one).toBeCloseTo(expected[i] ?? Number.NaN, 9));

test("weights are the odds of the scores, normalised", () => {
  // e^logit(s) = s / (1 − s): 1, 4 and 1/4.
  close(particleWeights([0.5, 0.8]), [0.2, 0.8]);
  close(particleWeights([0.5, 0.8, 0.2]), [1 / 5.25, 4 / 5.25, 0.25 / 5.25]);
  // At temperature 2 the odds' square roots: 1 and 2.
  close(particleWeights([0.5, 0.8], 2), [1 / 3, 2 / 3]);
  // A score of 1 counts as 1 − 10⁻⁷, of 0 as 10⁻⁷.
  close(particleWeights([1, 1, 0]), [0.5, 0.5, 0]);
});

test("weights add up to 1, whatever the scores", () => {
  const score = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(score, { minLength: 1, maxLength: 64 }),
      fc.double({ min: 1, max: 50, noNaN: true }),
      (scores, temperature) => {
        const weights = particleWeights(scores, temperature);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
        const size = effectiveSampleSize(weights);
        expect(size).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(size).toBeLessThanOrEqual(scores.length + 1e-9);
      },
    ),
  );
});

test("the draw is evened out when few particles count, and early", () => {
  expect(effectiveSampleSize([0.25, 0.25, 0.25, 0.25])).toBe(4);
  // 1 / (0.49 + 3 · 0.01) = 1.923 of 4: 0.481. At a quarter of the way: 0.75 / 0.481 = 1.56.
  const few = [0.7, 0.1, 0.1, 0.1];
  expect(annealedTemperature(few, 0.25)).toBeCloseTo(0.75 * 4 * 0.52, 9);
  expect(annealedTemperature(few, 0.5)).toBe(1);
  // 1 / (0.36 + 0.04 + 2 · 0.01) = 2.38 of 4: more than half.
  expect(annealedTemperature([0.6, 0.2, 0.1, 0.1], 0.25)).toBe(1);
  expect(annealedTemperature([1], 0)).toBe(1);
});

test("draws fall where the cumulative weights say", () => {
  const uniforms = [0, 0.19, 0.2, 0.999];
  expect(resample([0.2, 0.3, 0.4, 0.1], (i) => uniforms[i] ?? 0)).toEqual([0, 0, 1, 3]);
});

test("a particle is drawn in proportion to its weight", () => {
  const weights = [0.05, 0.5, 0.15, 0.3];
  const counts = [0, 0, 0, 0];
  for (let round = 0; round < 5000; round++)
    for (const i of resample(weights, (index) => draw(1, "resampling", round, index)))
      counts[i] = (counts[i] ?? 0) + 1;
  // Within four standard errors of 20000 draws.
  for (const [i, weight] of weights.entries())
    expect(Math.abs((counts[i] ?? 0) - 20000 * weight)).toBeLessThan(
      4 * Math.sqrt(20000 * weight * (1 - weight)),
    );
});
