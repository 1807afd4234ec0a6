import { describe, expect, it } from "vitest";
import { countPlaywright, countVitest, reconcile } from "./stages.ts";

describe("counting what ran", () => {
  it("counts vitest's tests, and a file that broke before its first test as one failure", () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      testResults: [
        { status: "passed", assertionResults: [{}, {}] },
        { status: "failed", assertionResults: [{}] },
        { status: "failed", assertionResults: [] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 5, failed: 2 });
  });

  it("counts Playwright's tests, a flaky one as failed", () => {
    const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 3 };
    expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 7, failed: 2 });
    expect(countPlaywright({ stats, errors: [{}] }).failed).toBe(3);
  });

  it("does not call a failed program passed", () => {
    expect(reconcile({ passed: 3, failed: 0 }, 1).failed).toBe(1);
    expect(reconcile({ passed: 3, failed: 2 }, 1).failed).toBe(2);
    expect(reconcile({ passed: 3, failed: 0 }, 0)).toEqual({ passed: 3, failed: 0 });
  });
});
