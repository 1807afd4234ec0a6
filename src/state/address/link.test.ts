import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { LOCKSTEPS } from "../stores/lanes.ts";
import type { Setup } from "../stores/setup.ts";
import { PARTS, shows } from "../stores/visibility.ts";
import { type Link, plainLink, readLink, writeLink } from "./link.ts";

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

const defaults: Link = plainLink({
  family: "countdown",
  text: "Make 24 from 4, 7, 8, 8.",
  difficulty: 3,
  strategy: "beam",
  knobs: {},
  seed: 1,
  budget: null,
  policy: null,
  verifier: null,
});

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
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  budget: fc.option(
    fc.record({
      currency: fc.constantFrom("policyTokens", "flops", "seconds"),
      limit: fc.integer({ min: 1, max: 1e9 }),
    }),
  ),
  policy: fc.constantFrom(null, "policy-prime-small", "sft"),
  verifier: fc.constantFrom(null, "oracle", "self-certainty", "prm-small"),
});

vi.setConfig({ testTimeout: 60_000 });

it("reads back what it wrote", () => {
  fc.assert(
    fc.property(setups, fc.option(fc.stringMatching(/^[a-z-]{1,20}$/)), (setup, run) => {
      const link = { ...plainLink(setup), run };
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
  ["seed=4000000000", 4_000_000_000],
  ["seed=4294967296", 4_294_967_295],
  ["seed=-1", 0],
])("reads the seed of %s", (hash, seed) =>
  expect(readLink(hash, defaults, strategies).setup.seed).toBe(seed),
);

it.each([
  "family=poker",
  "level=9",
  "strategy=magic",
  "seed=two",
  "budget=gold:5",
  "budget=flops:-1",
  "policy=two words",
  "verifier=",
  "verifier=not a name",
])("leaves the default where %s says nothing", (hash) =>
  expect(readLink(hash, defaults, strategies)).toEqual(defaults),
);

it("never throws", () => {
  fc.assert(fc.property(fc.string(), (hash) => void readLink(hash, defaults, strategies)));
});

const besides = fc.array(setups, { maxLength: 3 });
const visibilities = fc.record({ hide: fc.subarray([...PARTS]), embed: fc.boolean() });
const whole = (setup: Setup): Setup => ({
  ...setup,
  knobs: { n: 16, temperature: 1, aggregation: "last", ...setup.knobs },
});

it("reads back lanes and what is hidden, and all lanes have one problem", () => {
  fc.assert(
    fc.property(
      setups,
      besides,
      fc.constantFrom(...LOCKSTEPS),
      visibilities,
      (setup, others, lockstep, visibility) => {
        const { family, text, difficulty } = setup;
        const beside = others.map((other) => ({ ...other, family, text, difficulty }));
        const link = { setup, run: null, beside, lockstep, visibility, sweep: null };
        const back = readLink(writeLink(link, defaults, strategies), defaults, strategies);
        expect({ ...back, setup: whole(back.setup), beside: back.beside.map(whole) }).toEqual(link);
      },
    ),
  );
});

it("says of a lane only where it differs from the first", () => {
  const setup = { ...defaults.setup, seed: 7, budget: { currency: "flops", limit: 1e6 } as const };
  const link = {
    ...plainLink(setup),
    beside: [setup, { ...setup, strategy: "greedy", budget: null }],
  };
  const hash = decodeURIComponent(writeLink(link, defaults, strategies));
  expect(hash).toBe("seed=7&budget=flops:1000000&lanes=3&3.strategy=greedy&3.budget=none");
});

it("says of each lane its policy", () => {
  const prime = { ...defaults.setup, policy: "prime" };
  const link = { ...plainLink(prime), beside: [prime, defaults.setup] };
  const hash = writeLink(link, defaults, strategies);
  expect(hash).toBe("policy=prime&lanes=3&3.policy=default");
  expect(readLink(hash, defaults, strategies)).toEqual(link);
});

it.each([
  ["lanes=9", 4],
  ["lanes=3", 3],
  ["lanes=1", 1],
  ["lanes=0", 1],
  ["lanes=-2", 1],
  ["lanes=two", 1],
  ["2.strategy=greedy", 1],
  ["lanes=2&2.lanes=4", 2],
])("opens as many lanes as there can be: %s", (hash, lanes) => {
  expect(readLink(hash, defaults, strategies).beside).toHaveLength(lanes - 1);
});

it("clamps what a lane asks for, and keeps the problem the same", () => {
  const [lane] = readLink("lanes=2&2.n=999&2.seed=x&2.problem=other", defaults, strategies).beside;
  expect(lane).toMatchObject({ text: defaults.setup.text, seed: 1, knobs: { n: 64 } });
});

it("hides the parts that it knows, and passes over others", () => {
  const { visibility } = readLink(
    "hide=Ledger, player,nonsense,ledger&embed=1",
    defaults,
    strategies,
  );
  expect(visibility).toEqual({ hide: ["player", "ledger"], embed: true });
  expect(shows(visibility, "player")).toBe(false);
  expect(shows(visibility, "header")).toBe(false);
  expect(shows(visibility, "tree")).toBe(true);
});
