import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auc, brier, calibrationError, type Judged } from "./judged.ts";

const judged = (score: number, right: boolean): Judged => ({ score, right });

describe("the area under the curve", () => {
  it("is the share of pairs that are in order, of all problems, ties half", () => {
    const problems = [
      [judged(0.9, true), judged(0.5, false)],
      [judged(0.5, true), judged(0.1, false)],
    ];
    expect(auc(problems)?.value).toBe(3.5 / 4);
    expect(auc([[judged(0.9, true)]])).toBeNull();
  });

  it("does not depend on how trajectories are grouped, and lies in its interval", () => {
    const one = fc.record({
      score: fc.double({ min: 0, max: 1, noNaN: true }),
      right: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 2, maxLength: 12 }), (all) => {
        const together = auc([all]);
        const apart = auc(all.map((single) => [single]));
        expect(apart?.value).toEqual(together?.value);
        if (apart) expect(apart.low).toBeLessThanOrEqual(apart.high);
      }),
      { numRuns: 20 },
    );
  });
});

describe("the Brier score", () => {
  it("is the mean squared difference", () => {
    const { value } = brier([[judged(0.8, true), judged(0.4, false)], [judged(1, false)]]);
    expect(value).toBeCloseTo((0.04 + 0.16 + 1) / 3, 12);
    expect(brier([[judged(0.5, true)], [judged(0.5, false)]])).toEqual({
      value: 0.25,
      low: 0.25,
      high: 0.25,
    });
  });
});

describe("the calibration error", () => {
  it("weighs the gap of each of ten bins by how many fall in", () => {
    // [0.8, 0.9): mean 0.85, half right: gap 0.35. [0.1, 0.2): 0.15, none right: gap 0.15.
    const problems = [
      [judged(0.83, true), judged(0.87, false)],
      [judged(0.12, false), judged(0.18, false)],
    ];
    expect(calibrationError(problems).value).toBeCloseTo((2 * 0.35 + 2 * 0.15) / 4, 12);
    // A score of 1 is in the last bin, with 0.95.
    expect(calibrationError([[judged(1, true), judged(0.95, false)]]).value).toBeCloseTo(0.475, 12);
  });

  it("is nothing where each bin is right as often as it says", () => {
    const even = [
      judged(0.25, true),
      judged(0.25, false),
      judged(0.25, false),
      judged(0.25, false),
    ];
    expect(calibrationError([even]).value).toBeCloseTo(0, 12);
  });
});
