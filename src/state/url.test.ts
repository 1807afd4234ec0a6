import fc from "fast-check";
import { expect, it } from "vitest";
import type { Setup } from "./setup.ts";
import { type Link, readLink, writeLink } from "./url.ts";

const strategies = [
  { id: "greedy", knobs: [] },
  {
    id: "beam",
    knobs: [
      { id: "n", kind: "integer", label: "", help: "", min: 1, max: 64, default: 16 },
      {
        id: "temperature",
        kind: "number",
        label: "",
        help: "",
        min: 0,
        max: 2,
        step: 0.05,
        default: 1,
      },
      {
        id: "aggregation",
        kind: "choice",
        label: "",
        help: "",
        options: [
          { value: "last", label: "" },
          { value: "min", label: "" },
        ],
        default: "last",
      },
    ],
  },
] as const;

const defaults: Link = {
  setup: {
    family: "countdown",
    text: "Make 24 from 4, 7, 8, 8.",
    difficulty: 3,
    strategy: "beam",
    knobs: {},
    seed: 1,
    budget: null,
    verifier: null,
  },
  run: null,
};

const setups: fc.Arbitrary<Setup> = fc.record({
  family: fc.constantFrom("countdown", "story", "equations"),
  text: fc.string({ maxLength: 200, unit: "grapheme" }),
  difficulty: fc.constantFrom(1, 2, 3, 4, 5),
  strategy: fc.constant("beam"),
  knobs: fc.record({
    n: fc.integer({ min: 1, max: 64 }),
    temperature: fc.integer({ min: 0, max: 40 }).map((steps) => Number((steps * 0.05).toFixed(6))),
    aggregation: fc.constantFrom("last", "min"),
  }),
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  budget: fc.option(
    fc.record({
      currency: fc.constantFrom("policyTokens", "flops", "seconds"),
      limit: fc.integer({ min: 1, max: 1e9 }),
    }),
  ),
  verifier: fc.constantFrom(null, "oracle", "self-certainty", "prm-small"),
});

it("reads back what it wrote", () => {
  fc.assert(
    fc.property(setups, fc.option(fc.stringMatching(/^[a-z-]{1,20}$/)), (setup, run) => {
      const link = { setup, run };
      const hash = writeLink(link, defaults, strategies);
      const back = readLink(`#${hash}`, defaults, strategies);
      const knobs = { n: 16, temperature: 1, aggregation: "last", ...back.setup.knobs };
      expect({ ...back, setup: { ...back.setup, knobs } }).toEqual(link);
    }),
  );
});

it("writes nothing when all is at its default", () => {
  expect(writeLink(defaults, defaults, strategies)).toBe("");
});

it.each([
  ["n=1000000", { n: 64 }],
  ["n=-3", { n: 1 }],
  ["n=abc", { n: 16 }],
  ["temperature=9", { temperature: 2 }],
  ["aggregation=max", { aggregation: "last" }],
])("clamps the knob in %s", (hash, knobs) => {
  expect(readLink(hash, defaults, strategies).setup.knobs).toMatchObject(knobs);
});

it.each([
  "family=poker",
  "level=9",
  "strategy=magic",
  "seed=two",
  "budget=gold:5",
  "budget=flops:-1",
  "verifier=",
  "verifier=not a name",
])("leaves the default where %s says nothing", (hash) =>
  expect(readLink(hash, defaults, strategies)).toEqual(defaults),
);

it("never throws", () => {
  fc.assert(fc.property(fc.string(), (hash) => void readLink(hash, defaults, strategies)));
});
