import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spread } from "./spread.ts";

describe("spread", () => {
  test("leaves alone what has room, and parts what has none evenly", () => {
    expect(spread([10, 50, 90], 15, [0, 100])).toEqual([10, 50, 90]);
    expect(spread([50, 50], 20, [0, 100])).toEqual([40, 60]);
    expect(spread([60, 50, 10], 20, [0, 100])).toEqual([65, 45, 10]);
    expect(spread([98, 99], 20, [0, 100])).toEqual([80, 100]);
    expect(spread([], 20, [0, 100])).toEqual([]);
  });

  test("keeps order, gap and bounds wherever all of them fit", () => {
    const places = fc.array(fc.double({ min: -50, max: 150, noNaN: true }), { maxLength: 10 });
    fc.assert(
      fc.property(places, (wanted) => {
        const found = spread(wanted, 10, [0, 100]);
        const pairs = wanted.map((want, i) => ({ want, at: found[i] ?? Number.NaN }));
        pairs.sort((a, b) => a.want - b.want || a.at - b.at);
        for (const [i, { at }] of pairs.entries()) {
          expect(at).toBeGreaterThanOrEqual(-1e-9);
          expect(at).toBeLessThanOrEqual(100 + 1e-9);
          if (i > 0) expect(at - (pairs[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(10 - 1e-9);
        }
      }),
    );
  });
});
