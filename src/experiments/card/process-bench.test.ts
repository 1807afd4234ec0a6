import { describe, expect, it } from "vitest";
import {
  chooseThreshold,
  harmonicMean,
  type Marked,
  predictedError,
  stepAccuracy,
} from "./process-bench.ts";

const marked = (problem: string, firstError: number, ...scores: number[]): Marked => ({
  problem,
  firstError,
  scores,
});

const SET = [
  marked("a", 1, 0.9, 0.2, 0.1), // found
  marked("a", -1, 0.9, 0.8), // spared
  marked("b", 0, 0.9, 0.3), // taken for the second step
  marked("b", -1, 0.4, 0.9), // accused
  marked("c", 2, 0.7, 0.8, 0.1), // found
  marked("c", 0, 0.6, 0.9), // missed
];

describe("step accuracy", () => {
  it("is ProcessBench's, worked out by hand", () => {
    const { errorAccuracy, correctAccuracy, f1 } = stepAccuracy(SET, 0.5);
    expect(errorAccuracy.value).toBe(2 / 4);
    expect(correctAccuracy.value).toBe(1 / 2);
    expect(f1.value).toBe(0.5);
    expect(stepAccuracy(SET, 0.3).correctAccuracy.value).toBe(1);
    expect(stepAccuracy(SET, 0.3).errorAccuracy.value).toBe(2 / 4);
    expect(stepAccuracy(SET, 0.3).f1.value).toBeCloseTo((2 * 0.5 * 1) / 1.5, 12);
    expect(f1.low).toBeLessThanOrEqual(f1.value);
    expect(f1.high).toBeGreaterThanOrEqual(f1.value);
  });

  it("takes the first step below the threshold, which itself is not below", () => {
    expect(predictedError([0.9, 0.5, 0.4, 0.1], 0.5)).toBe(2);
    expect(predictedError([0.9, 0.5], 0.5)).toBe(-1);
    expect(harmonicMean(0, 0)).toBe(0);
  });

  it("refuses a set of one kind", () => {
    expect(() => stepAccuracy([marked("a", -1, 0.5)], 0.5)).toThrow(/right trajectories and wrong/);
  });
});

describe("the threshold", () => {
  it("is the middle of those that tell best", () => {
    // All is told for thresholds in (0.20, 0.60].
    const clear = [marked("a", 1, 0.9, 0.2), marked("b", -1, 0.6, 0.8)];
    expect(chooseThreshold(clear)).toBe(0.4);
    expect(stepAccuracy(clear, 0.4).f1.value).toBe(1);
  });
});
