import { describe, expect, test } from "vitest";
import { accuracyOf, byProblem, pairedDifference, type Success } from "./accuracy.ts";

/** Runs of problems p0, p1, …: one row a problem, one value a seed. */
const runs = (...rows: number[][]): Success[] =>
  rows.flatMap((values, i) => values.map((value) => ({ problem: `p${i}`, value })));

describe("accuracyOf", () => {
  test("is the mean over problems, whatever number of seeds each has", () => {
    expect(accuracyOf(runs([1, 1, 1, 1], [0])).value).toBe(0.5);
    expect(byProblem(runs([1, 0], [0]))).toEqual(
      new Map([
        ["p0", 0.5],
        ["p1", 0],
      ]),
    );
  });

  test("has Wilson's interval under one seed, and where all are right", () => {
    // Newcombe (1998), table I: 0 of 20.
    const none = accuracyOf(runs(...Array.from({ length: 20 }, () => [0])));
    expect(none.low).toBe(0);
    expect(none.high).toBeCloseTo(0.1611, 4);
    const all = accuracyOf(runs(...Array.from({ length: 20 }, () => [1, 1, 1])));
    expect(all.low).toBeCloseTo(1 - 0.1611, 4);
  });

  test("takes no comfort from more seeds of the same problems", () => {
    // Half of 40 problems always right, half never but for one: the spread is between problems.
    const problems = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : 0));
    const once = accuracyOf(runs(...problems.map((value) => [value])));
    const tenTimes = runs(...problems.map((value) => Array<number>(10).fill(value)));
    const many = accuracyOf([...tenTimes, { problem: "p1", value: 1 }]);
    expect(many.high - many.low).toBeGreaterThan(0.9 * (once.high - once.low));
  });

  test("does not depend on the order of the runs", () => {
    const some = runs([1, 0], [0, 0], [1, 1], [0, 1], [1, 0]);
    expect(accuracyOf(some.toReversed())).toEqual(accuracyOf(some));
  });
});

describe("pairedDifference", () => {
  test("is over the problems of both", () => {
    const a = runs([1], [1], [0], [1]);
    const b = runs([0], [1], [0]);
    expect(pairedDifference(a, b)).toMatchObject({ value: 1 / 3, problems: 3 });
    expect(pairedDifference(a, [])).toBeNull();
  });

  test("is narrower than two intervals apart where hard problems are hard for both", () => {
    const hard = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 1 : 0));
    const a = runs(...hard.map((value, i) => [i === 1 ? 1 : value]));
    const paired = pairedDifference(a, runs(...hard.map((value) => [value])));
    const one = accuracyOf(a);
    expect(paired?.value).toBeCloseTo(1 / 60, 12);
    expect((paired?.high ?? 1) - (paired?.low ?? 0)).toBeLessThan((one.high - one.low) / 3);
  });
});
