import fc from "fast-check";
import { expect, test } from "vitest";
import { FAMILY_IDS } from "../../problems/problem.ts";
import { AGGREGATIONS } from "../../search/aggregate.ts";
import { strategies } from "../../search/index.ts";
import { DEFAULT_SETUP } from "../defaults.ts";
import { numbersIn } from "../sweep/budgets.ts";
import { DEFAULT_DRAFT, type Draft, MOST } from "../sweep/draft.ts";
import { plainLink } from "./link.ts";
import { readLink, writeLink } from "./link-text.ts";

const plain = plainLink(DEFAULT_SETUP);
const read = (hash: string) => readLink(hash, plain, strategies);
const write = (sweep: Draft) => writeLink({ ...plain, sweep }, plain, strategies);

const some = <T>(values: readonly T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 6 });
const drafts: fc.Arbitrary<Draft> = fc.record({
  list: fc.option(fc.string({ minLength: 1, unit: "grapheme" })),
  families: some(FAMILY_IDS),
  difficulties: some([1, 2, 3, 4, 5] as const),
  count: fc.integer({ min: 1, max: MOST.count }),
  problemSeed: fc.nat(),
  strategies: some(strategies.map(({ id }) => id)).map((ids) => [
    ...ids.filter((id) => id !== "beam"),
    "beam",
  ]),
  policies: some(["policy-small", "sft"]),
  verifiers: some(["prm-small", "oracle"]),
  aggregations: some(AGGREGATIONS),
  knobs: fc.constantFrom<Draft["knobs"]>({}, { temperature: 0.75 }, { maxSteps: 7 }),
  currency: fc.constantFrom("size", "flops", "policyTokens"),
  budgets: some([0.5, 1, 4, 16, 2e9]).map((list) => list.sort((a, b) => a - b)),
  seeds: fc.integer({ min: 1, max: MOST.seeds }),
  seed: fc.nat(),
});

test("a sweep's settings come back from its link, and no other key is in it", () => {
  fc.assert(
    fc.property(drafts, (draft) => {
      const hash = write(draft);
      expect(read(hash)).toMatchObject({ link: { ...plain, sweep: draft }, unmet: [] });
      expect([...new URLSearchParams(hash).keys()].every((key) => /^sweep(\.|$)/.test(key))).toBe(
        true,
      );
    }),
  );
});

/** Not one field at its default. */
const ODD: Partial<Draft> = {
  ...{ list: "x", families: ["story"], difficulties: [1], count: 2, problemSeed: 2, seed: 2 },
  ...{ strategies: ["beam"], policies: ["p"], verifiers: ["v"], aggregations: ["min"] },
  ...{ knobs: { temperature: 0.5 }, currency: "flops", budgets: [2], seeds: 2 },
};

test("what is out of range is clamped, what cannot be read is left at its default", () => {
  const draft = (hash: string) => read(hash).link.sweep;
  expect(draft("strategy=beam")).toBeNull();
  expect(draft("sweep=1")).toEqual(DEFAULT_DRAFT);
  const clamped = "sweep=1&sweep.problems=999999&sweep.seeds=0&sweep.budgets=4,-1";
  expect(read(clamped).unmet.map(({ shown }) => shown)).toEqual(["2000", "1,4,16", "1"]);
  expect(draft(clamped)).toEqual({
    ...DEFAULT_DRAFT,
    count: MOST.count,
    seeds: 1,
  });
  expect(
    draft(
      "sweep=1&sweep.strategies=none,beam&sweep.knob.temperature=99&sweep.knob.n=4&sweep.knob.x=1",
    ),
  ).toMatchObject({ strategies: ["beam"], knobs: { temperature: 2 } });
});

test("no text in any field is too odd to be read", () => {
  const keys = [...new URLSearchParams(write({ ...DEFAULT_DRAFT, ...ODD })).keys()];
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.constantFrom(...keys), (text, key) => {
      read(new URLSearchParams({ sweep: "1", [key]: text }).toString());
    }),
  );
});

test("numbers in a text are sorted, once each, and all above 0", () => {
  expect(numbersIn(" 16, 1 4;4 ")).toEqual([1, 4, 16]);
  expect(numbersIn("1e3,2.5")).toEqual([2.5, 1000]);
  for (const text of ["", "0", "4,x", "-1", "1e99"]) expect(numbersIn(text)).toBeNull();
});

test("strategies go by their other names, and older links read as they did", () => {
  const hash =
    "sweep=1&sweep.strategies=mcts%2Cbeam&sweep.list=Make+24+from+4%2C+7%2C+8%2C+8.%0Ax+%2B+3+%3D+7";
  expect(read(hash)).toMatchObject({
    link: {
      sweep: {
        strategies: ["mcts-puct", "beam"],
        list: "Make 24 from 4, 7, 8, 8.\nx + 3 = 7",
      },
    },
    unmet: [],
  });
});
