import { describe, expect, it } from "vitest";
import { bootstrapMean } from "./bootstrap.ts";

describe("bootstrapMean", () => {
  it("comes near the normal interval of a proportion", () => {
    const values = Array.from({ length: 400 }, (_, i) => (i % 4 === 0 ? 1 : 0));
    const { value, low, high } = bootstrapMean(values);
    const half = 1.96 * Math.sqrt((0.25 * 0.75) / 400);
    expect(value).toBe(0.25);
    expect(low).toBeCloseTo(0.25 - half, 2);
    expect(high).toBeCloseTo(0.25 + half, 2);
    expect(Math.abs(high - low - 2 * half)).toBeLessThan(0.01);
  });

  it("repeats for the same seed and has no width for a constant", () => {
    const values = [0, 1, 1, 0, 1];
    expect(bootstrapMean(values, 7)).toEqual(bootstrapMean(values, 7));
    expect(bootstrapMean([1, 1, 1])).toEqual({ value: 1, low: 1, high: 1 });
    expect(() => bootstrapMean([])).toThrow(RangeError);
  });
});
