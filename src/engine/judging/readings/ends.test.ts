import { describe, expect, it } from "vitest";
import { ends, hideTarget } from "./ends.ts";

const MAKE = 5;
const FROM = 6;
const entry = {
  hide: { make: MAKE, from: FROM },
  target: 8,
  ask: 9,
  right: 2,
  wrong: 3,
  exponent: 0.5,
};

/** Logits of these probabilities, of four tokens. */
const row = (...odds: number[]) => Float32Array.from(odds.map(Math.log));

const score = (logit: number) => 1 / (1 + Math.exp(-logit));

describe("hiding the target", () => {
  it("puts one token in the place of its digits and keeps the rest", () => {
    const { prompt, answer } = hideTarget(entry, [MAKE, 1, 0, FROM, 1, 7]);
    expect(prompt).toEqual([MAKE, 8, FROM, 1, 7]);
    expect(answer).toEqual([1, 0]);
  });

  it("leaves a prompt without a target as it is", () => {
    for (const prompt of [[7, 1, FROM], [MAKE, FROM, 1], [MAKE, 1], []]) {
      expect(hideTarget(entry, prompt)).toEqual({ prompt, answer: [] });
    }
  });
});

describe("reading where completions end", () => {
  const outputs = (rows: Float32Array[]) => ({
    tokens: [7],
    last: rows.at(-1) as Float32Array,
    probed: (index: number) => rows[index] as Float32Array,
    after: () => null,
  });

  it("multiplies P(counts) and a power of the target's share of what counts", () => {
    const reading = ends(entry, 4, [MAKE, 1, 0, FROM]);
    expect(reading.probe).toEqual([9, 1, 0]);
    const rows = [row(0.2, 0.5, 0.1, 0.2), row(0.4, 0.2, 0.2, 0.2), row(0.1, 0.1, 0.7, 0.1)];
    // P(1) P(0) P(right) = 0.5 · 0.4 · 0.7 of all ends; 0.8 count.
    const expected = 0.8 * Math.sqrt((0.5 * 0.4 * 0.7) / 0.8);
    expect(score(reading.read(outputs(rows)))).toBeCloseTo(expected, 5);
  });

  it("compares right and wrong where no target is hidden", () => {
    const reading = ends(entry, 4, [7, 1]);
    expect(reading.probe).toEqual([9]);
    expect(score(reading.read(outputs([row(0.1, 0.1, 0.6, 0.2)])))).toBeCloseTo(0.75, 5);
  });

  it("stays within 0 and 1 where a model is sure", () => {
    const reading = ends(entry, 4, [MAKE, 1, FROM]);
    const sure = [Float32Array.of(-99, 99, -99, -99), Float32Array.of(-99, -99, 99, -99)];
    const lost = [Float32Array.of(-99, -99, -99, 99), Float32Array.of(-99, -99, -99, 99)];
    expect(score(reading.read(outputs(sure)))).toBeGreaterThan(0.999);
    expect(score(reading.read(outputs(lost)))).toBeLessThan(1e-3);
    expect(Number.isFinite(reading.read(outputs(lost)))).toBe(true);
  });
});
