import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { majorityAt, passAtK } from "./statistics.ts";

describe("passAtK", () => {
  test("is the share of k-subsets that hold a right sample", () => {
    // 4 samples, 1 right: of the 6 pairs, 3 hold it.
    expect(passAtK(4, 1, 2)).toBeCloseTo(1 / 2, 12);
    expect(passAtK(10, 3, 1)).toBeCloseTo(0.3, 12);
    expect(passAtK(5, 2, 3)).toBeCloseTo(1 - 1 / 10, 12);
  });

  test("is 0 with none right, 1 when k samples cannot all be wrong, and grows with k", () => {
    expect(passAtK(16, 0, 16)).toBe(0);
    expect(passAtK(16, 1, 16)).toBe(1);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 64 }), fc.nat(64), fc.nat(62), (n, c, k) => {
        fc.pre(c <= n && k + 2 <= n);
        expect(passAtK(n, c, k + 2)).toBeGreaterThanOrEqual(passAtK(n, c, k + 1) - 1e-12);
      }),
    );
  });

  test("refuses what makes no sense", () => {
    for (const [n, c, k] of [
      [4, 5, 1],
      [4, -1, 1],
      [4, 1, 0],
      [4, 1, 5],
      [4, 1.5, 1],
    ] as const)
      expect(() => passAtK(n, c, k)).toThrow(RangeError);
  });
});

const spelling = { key: (answer: string) => answer };

describe("majorityAt", () => {
  test("counts the first n only; a tie goes to the answer seen first", () => {
    const answers = ["7", "5", "5", null, "7", "7"];
    expect(majorityAt(answers, 1, spelling)).toBe("7");
    expect(majorityAt(answers, 2, spelling)).toBe("7");
    expect(majorityAt(answers, 4, spelling)).toBe("5");
    expect(majorityAt(answers, 5, spelling)).toBe("7");
    expect(majorityAt([null, null, "3"], 2, spelling)).toBeNull();
    expect(() => majorityAt(answers, 7, spelling)).toThrow(RangeError);
  });
});
