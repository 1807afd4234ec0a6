import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uniform } from "../../search/rng.ts";
import { sample } from "./sampler.ts";

const logits = Float32Array.from([1, 3, 2, 3, -4]);
const all = { temperature: 1, topK: 0, topP: 1 };
const none = new Set<number>();

function frequencies(options: typeof all, banned = none, draws = 4000): number[] {
  const counts = [0, 0, 0, 0, 0];
  for (let i = 0; i < draws; i++) {
    const { token } = sample(logits, options, uniform(1, 2, i), banned);
    counts[token] = (counts[token] ?? 0) + 1 / draws;
  }
  return counts;
}

const softmax = (temperature: number): number[] => {
  const weights = [...logits].map((value) => Math.exp(value / temperature));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
};

describe("sample", () => {
  it("takes the first of the likeliest at temperature 0", () => {
    expect(sample(logits, { ...all, temperature: 0 }, 0.99, none).token).toBe(1);
  });

  it.each([0.7, 1, 2])("draws in proportion to softmax(logits / %d)", (temperature) => {
    const measured = frequencies({ ...all, temperature });
    softmax(temperature).forEach((p, i) => {
      expect(measured[i]).toBeCloseTo(p, 1);
    });
  });

  it("keeps the k likeliest", () => {
    const measured = frequencies({ ...all, topK: 2 });
    expect([measured[0], measured[2], measured[4]]).toEqual([0, 0, 0]);
    expect(measured[1]).toBeCloseTo(0.5, 1);
  });

  it("keeps the smallest nucleus that reaches p, at least one token", () => {
    // p(1) = p(3) = 0.40, p(2) = 0.15, p(0) = 0.05
    expect(frequencies({ ...all, topP: 0.7 }).map((f) => f > 0)).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
    expect(frequencies({ ...all, topP: 0.001 })[1]).toBeCloseTo(1, 6);
  });

  it("never draws a banned token, and still reports log p of the whole distribution", () => {
    expect(frequencies(all, new Set([1, 3]))[2]).toBeGreaterThan(0.6);
    const { token, logprob } = sample(logits, { ...all, temperature: 0 }, 0, new Set([1, 3]));
    expect(token).toBe(2);
    expect(logprob).toBeCloseTo(Math.log(softmax(1)[2] ?? 0), 6);
  });

  it("reports how far the row is from uniform, KL(U ‖ p), whatever is cut or banned", () => {
    const expected = softmax(1).reduce((sum, p) => sum - Math.log(5 * p) / 5, 0);
    const cut = { temperature: 0.3, topK: 2, topP: 0.9 };
    expect(sample(logits, cut, 0.1, new Set([0])).certainty).toBeCloseTo(expected, 9);
    expect(sample(new Float32Array(7).fill(3), all, 0.1, none).certainty).toBeCloseTo(0, 9);
  });

  it("reports log p at temperature 1 whatever the temperature", () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -20, max: 20, noNaN: true }), { minLength: 2, maxLength: 30 }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        (values, draw, temperature) => {
          const row = Float32Array.from(values);
          const { token, logprob } = sample(row, { ...all, temperature }, draw, none);
          const top = Math.max(...row);
          const total = row.reduce((sum, value) => sum + Math.exp(value - top), 0);
          expect(logprob).toBeCloseTo((row[token] ?? Number.NaN) - top - Math.log(total), 5);
        },
      ),
    );
  });
});
