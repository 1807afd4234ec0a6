import { describe, expect, test } from "vitest";
import { costToReach, paretoFront } from "./trade-off.ts";

const curve = [
  { cost: 1, accuracy: 0.2 },
  { cost: 4, accuracy: 0.4 },
  { cost: 16, accuracy: 0.4 },
  { cost: 64, accuracy: 0.3 },
];

describe("paretoFront", () => {
  test("keeps what nothing beats, from the cheapest on", () => {
    const other = { cost: 2, accuracy: 0.3 };
    expect(paretoFront([...curve, other])).toEqual([curve[0], other, curve[1]]);
    expect(paretoFront([other, { ...other }])).toHaveLength(2);
    expect(paretoFront([])).toEqual([]);
  });
});

describe("costToReach", () => {
  test("is between the points on the logarithm", () => {
    expect(costToReach(curve, 0.3)).toBeCloseTo(2, 12);
    expect(costToReach(curve.toReversed(), 0.4)).toBe(4);
    expect(costToReach(curve, 0.1)).toBe(1);
    expect(costToReach(curve, 0.41)).toBeNull();
    expect(costToReach([], 0)).toBeNull();
  });
});
