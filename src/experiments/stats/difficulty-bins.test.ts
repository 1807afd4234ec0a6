import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { uniform } from "../../search/rng.ts";
import { mean } from "./accuracy.ts";
import { type Candidate, chooseByBin, quantileBins } from "./difficulty-bins.ts";

describe("quantileBins", () => {
  test("puts the easiest fifth first", () => {
    const passes = new Map([0.1, 0.9, 0.5, 0.3, 0.7].map((pass, i) => [`p${i}`, pass]));
    expect([...quantileBins(passes)].sort()).toEqual([
      ["p0", 5],
      ["p1", 1],
      ["p2", 3],
      ["p3", 4],
      ["p4", 2],
    ]);
  });

  test("fills bins evenly, in the order of pass@1, whatever the order of the problems", () => {
    const passes = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 5, maxLength: 30 });
    fc.assert(
      fc.property(passes, (counts) => {
        const entries = counts.map((count, i) => [`p${i}`, count / 4] as const);
        const bins = quantileBins(new Map(entries));
        expect(quantileBins(new Map(entries.toReversed()))).toEqual(new Map(bins));
        const sizes = [1, 2, 3, 4, 5].map(
          (bin) => [...bins.values()].filter((one) => one === bin).length,
        );
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        for (const [a, p] of entries)
          for (const [b, q] of entries)
            if (p > q) expect(bins.get(a) ?? 0).toBeLessThanOrEqual(bins.get(b) ?? 0);
      }),
    );
  });
});

const candidate = (id: string, ...values: number[]): Candidate => ({
  id,
  values: new Map(values.map((value, i) => [`p${i}`, value])),
});

describe("chooseByBin", () => {
  test("takes in each half what did best on the other", () => {
    // One bin; p0 and p2 are one half, p1 and p3 the other.
    const bins = new Map(["p0", "p1", "p2", "p3"].map((problem) => [problem, 1]));
    const a = candidate("a", 1, 0, 1, 0);
    const b = candidate("b", 0, 1, 0, 1);
    // On p1 and p3 b is best, so p0 and p2 take b: each is wrong there.
    expect([...chooseByBin([a, b], bins)].sort()).toEqual([
      ["p0", "b"],
      ["p1", "a"],
      ["p2", "b"],
      ["p3", "a"],
    ]);
  });

  test("finds what is best in each bin, and leaves out problems that not all were run on", () => {
    const bins = new Map([0, 1, 2, 3, 4, 5, 6].map((i) => [`p${i}`, i < 4 ? 1 : 2]));
    const easy = candidate("easy", 1, 1, 1, 1, 0, 0);
    const hard = candidate("hard", 0, 0, 0, 0, 1, 1, 1);
    const chosen = chooseByBin([easy, hard], bins);
    expect([0, 1, 2, 3, 4, 5].map((i) => chosen.get(`p${i}`))).toEqual([
      ...["easy", "easy", "easy", "easy"],
      ...["hard", "hard"],
    ]);
    expect(chosen.has("p6")).toBe(false);
    expect(chooseByBin([], bins).size).toBe(0);
  });

  test("is not flattered: of candidates that differ by luck alone it gains nothing", () => {
    const gains = Array.from({ length: 100 }, (_, seed) => {
      const toss = (id: number) =>
        candidate(
          String(id),
          ...Array.from({ length: 200 }, (_, i) => (uniform(seed, id, i) < 0.5 ? 0 : 1)),
        );
      const candidates = [0, 1, 2].map(toss);
      const bins = new Map(Array.from({ length: 200 }, (_, i) => [`p${i}`, (i % 5) + 1]));
      const right = [...chooseByBin(candidates, bins)].map(
        ([problem, id]) => candidates[Number(id)]?.values.get(problem) ?? 0,
      );
      return mean(right) - mean(candidates.flatMap(({ values }) => [...values.values()]));
    });
    // In hindsight the best of three coins in each bin of 40 would gain about 0.07.
    expect(Math.abs(mean(gains))).toBeLessThan(0.02);
  });
});
