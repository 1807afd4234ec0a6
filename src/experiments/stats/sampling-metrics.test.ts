import { describe, expect, it } from "vitest";
import { auc } from "../card/judged.ts";
import { judgedBy, type Sample, samplingMetrics } from "./sampling-metrics.ts";

const sample = (answer: string | null, correct: boolean, ...scores: number[]): Sample => ({
  answer,
  key: answer,
  correct,
  ended: answer !== null,
  scores,
});

describe("samplingMetrics", () => {
  it("tells the rules apart where they differ", () => {
    // The right answer is a minority of low last scores and high weakest steps.
    const problem = [
      sample("7", false, 0.1, 0.9),
      sample("7", false, 0.2, 0.8),
      sample("24", true, 0.6, 0.6),
      sample(null, false, 0.99, 0.99),
    ];
    const metrics = samplingMetrics([problem], 4);
    const value = (name: string): number | undefined => metrics[name]?.value;
    expect(value("pass@1")).toBe(0.25);
    expect(value("pass@4")).toBe(1);
    expect(value("pass@4 - pass@1")).toBe(0.75);
    expect(value("majority@4")).toBe(0);
    expect(value("best-of-4 (last)")).toBe(0);
    expect(value("best-of-4 (min)")).toBe(1);
    expect(value("best-of-4 (min) - pass@1")).toBe(0.75);
    expect(value("weighted-4 (last)")).toBe(0);
    expect(value("weighted-4 (min)")).toBe(1);
  });

  it("averages over problems and leaves the verifier's rules out without one", () => {
    const metrics = samplingMetrics([[sample("1", true)], [sample("1", false)]], 1);
    expect(metrics["pass@1"]?.value).toBe(0.5);
    expect(Object.keys(metrics).some((name) => name.startsWith("best"))).toBe(false);
  });
});

describe("judgedBy", () => {
  it("takes the aggregated scores of what ended by itself, from which the AUC is read", () => {
    const problems = [
      [sample("a", true, 0.3, 0.9), sample("b", false, 0.5)],
      [sample("a", true, 0.5), sample("b", false, 0.1), sample(null, false, 1)],
    ];
    // Pairs: 0.9>0.5, 0.9>0.1, 0.5=0.5, 0.5>0.1.
    expect(auc(judgedBy(problems, "last"))?.value).toBe(3.5 / 4);
    expect(auc(judgedBy([[sample("a", true, 0.9)]], "last"))).toBeNull();
  });
});
