import { describe, expect, it } from "vitest";
import { ratio } from "./bench-report.ts";
import { usefulTokens } from "./generate-baseline.ts";

const rate = (tokensPerSecond: number) => ({
  tokens: tokensPerSecond,
  seconds: 1,
  tokensPerSecond,
});

describe("the bench", () => {
  it("compares with the better of the two generate()s", () => {
    const rates = {
      loop: rate(600),
      loopWithoutForking: rate(200),
      generateBatched: rate(100),
      generateOneByOne: rate(150),
    };
    expect(ratio(rates)).toEqual({
      loopOverBetterGenerate: 4,
      loopOverGenerateBatched: 6,
      loopOverGenerateOneByOne: 4,
      loopOverLoopWithoutForking: 3,
    });
  });

  it("counts generate()'s tokens up to each row's first end-of-sequence", () => {
    const rows = [
      [9n, 9n, 5n, 1n, 7n, 7n],
      [9n, 9n, 5n, 6n, 7n, 1n],
      [9n, 9n, 5n, 6n, 7n, 8n],
    ];
    expect(usefulTokens(rows, 2, 1)).toBe(2 + 4 + 4);
  });
});
