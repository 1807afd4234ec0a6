import { expect, test } from "vitest";
import { fitBins, type Tried } from "./fit-bins.ts";

const METHODS = ["apart", "beam"] as const;
type Method = (typeof METHODS)[number];

const tried = (estimate: number, apart: boolean, beam: boolean): Tried<Method> => ({
  estimate,
  right: { apart, beam },
});

test("bins hold as many problems each, the easiest first, and take what did best in them", () => {
  const bins = fitBins(
    [
      tried(0.1, false, true),
      tried(0.9, true, false),
      tried(0.3, false, true),
      tried(0.7, true, true),
    ],
    METHODS,
    2,
  );
  expect(bins).toMatchObject([
    { least: 0.5, problems: 2, accuracy: { apart: 1, beam: 0.5 }, method: "apart" },
    { least: 0, problems: 2, accuracy: { apart: 0, beam: 1 }, method: "beam" },
  ]);
  expect(bins[0]?.difference.value).toBe(-0.5);
  expect(bins[1]?.difference.value).toBe(1);
});

test("of two that did as well the first is taken", () => {
  const same = [0.2, 0.4, 0.6].map((estimate) => tried(estimate, true, true));
  expect(fitBins(same, METHODS, 3).map(({ method }) => method)).toEqual(Array(3).fill("apart"));
});

test("fewer problems than bins are refused", () => {
  expect(() => fitBins([tried(0.5, true, true)], METHODS, 2)).toThrow(/2 bins need as many/);
});
