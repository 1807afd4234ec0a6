import fc from "fast-check";
import { expect, test } from "vitest";
import { FAMILY_IDS } from "../../problems/problem.ts";
import { AGGREGATIONS } from "../../search/aggregate.ts";
import { strategies } from "../../search/index.ts";
import { DEFAULT_DRAFT, type Draft, MOST } from "../sweep/draft.ts";
import { numbersIn, readDraftLink, writeDraft } from "./sweep-link.ts";

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
      const search = new URLSearchParams(writeDraft(draft).toString());
      expect(readDraftLink(search)).toEqual(draft);
      expect([...search.keys()].every((key) => /^sweep(\.|$)/.test(key))).toBe(true);
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
  const read = (text: string) => readDraftLink(new URLSearchParams(text));
  expect(read("strategy=beam")).toBeNull();
  expect(read("sweep=1")).toEqual(DEFAULT_DRAFT);
  expect(read("sweep=1&sweep.problems=999999&sweep.seeds=0&sweep.budgets=4,-1")).toEqual({
    ...DEFAULT_DRAFT,
    count: MOST.count,
    seeds: 1,
  });
  expect(
    read(
      "sweep=1&sweep.strategies=none,beam&sweep.knob.temperature=99&sweep.knob.n=4&sweep.knob.x=1",
    ),
  ).toMatchObject({ strategies: ["beam"], knobs: { temperature: 2 } });
});

test("no text in any field is too odd to be read", () => {
  const keys = [...writeDraft({ ...DEFAULT_DRAFT, ...ODD }).keys()];
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.constantFrom(...keys), (text, key) => {
      readDraftLink(new URLSearchParams({ sweep: "1", [key]: text }));
    }),
  );
});

test("numbers in a text are sorted, once each, and all above 0", () => {
  expect(numbersIn(" 16, 1 4;4 ")).toEqual([1, 4, 16]);
  expect(numbersIn("1e3,2.5")).toEqual([2.5, 1000]);
  for (const text of ["", "0", "4,x", "-1", "1e99"]) expect(numbersIn(text)).toBeNull();
});
