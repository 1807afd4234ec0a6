import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { strategies as all } from "../../search/index.ts";
import { LOCKSTEPS } from "../stores/lanes.ts";
import { knobsFor, type Setup } from "../stores/setup.ts";
import { PARTS, shows } from "../stores/visibility.ts";
import { type Link, plainLink } from "./link.ts";
import { readLink, writeLink } from "./link-text.ts";

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

const read = (hash: string): Link => readLink(hash, defaults, strategies).link;

vi.setConfig({ testTimeout: 60_000 });

it("reads back what it wrote", () => {
  fc.assert(
    fc.property(setups, fc.option(fc.stringMatching(/^[a-z-]{1,20}$/)), (setup, run) => {
      const link = { ...plainLink(setup), run };
      const hash = writeLink(link, defaults, strategies);
      const back = read(`#${hash}`);
      const knobs = { n: 16, temperature: 1, aggregation: "last", ...back.setup.knobs };
      expect({ ...back, setup: { ...back.setup, knobs } }).toEqual(link);
    }),
  );
});

it("writes nothing when all is at its default", () => {
  expect(writeLink(defaults, defaults, strategies)).toBe("");
});

it.each([
  ["problem=3(x+4)-5=22", "3(x+4)-5=22"],
  ["problem=3%28x%2B4%29-5%3D22", "3(x+4)-5=22"],
  ["problem=Solve+3x+%2B+4+%3D+19.&seed=2", "Solve 3x + 4 = 19."],
  ["seed=2&amp;problem=Make%2024%20from%204,%207,%208,%208.", "Make 24 from 4, 7, 8, 8."],
  // A plus sign between single letters and digits, which no rule can tell: the reading that is a problem.
  ["problem=3x+4=19", "3x+4=19"],
])("keeps the signs of the problem in %s", (hash, text) =>
  expect(read(hash).setup.text).toBe(text),
);

it("opens the tab of the family that the problem is of", () => {
  expect(read("problem=3(x+4)-5=22").setup.family).toBe("equations");
  expect(read("problem=Make 24 from 4, 7, 8, 8.&family=story").setup.family).toBe("countdown");
  expect(read("problem=3(x&family=story").setup.family).toBe("story");
});

it("takes the other names of strategies, and writes the id", () => {
  const real = plainLink({ ...defaults.setup, strategy: "greedy" });
  const { link, unmet } = readLink("strategy=mcts", real, all);
  expect([link.setup.strategy, unmet]).toEqual(["mcts-puct", []]);
  expect(writeLink(link, real, all)).toBe("strategy=mcts-puct");
});

it.each([
  ["n=1000000", { n: 64 }],
  ["n=-3", { n: 1 }],
  ["n=abc", { n: 16 }],
  ["temperature=9", { temperature: 2 }],
  ["aggregation=max", { aggregation: "last" }],
])("clamps the knob in %s", (hash, knobs) => {
  expect(knobsFor(strategies[1], read(hash).setup.knobs)).toMatchObject(knobs);
});

it.each([
  ["seed=4000000000", 4_000_000_000],
  ["seed=4294967296", 4_294_967_295],
  ["seed=-1", 0],
])("reads the seed of %s", (hash, seed) => expect(read(hash).setup.seed).toBe(seed));

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
])("leaves the default where %s says nothing", (hash) => expect(read(hash)).toEqual(defaults));

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
        const back = read(writeLink(link, defaults, strategies));
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
  expect(read(hash)).toEqual(link);
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
  expect(read(hash).beside).toHaveLength(lanes - 1);
});

it("clamps what a lane asks for, and keeps the problem the same", () => {
  const [lane] = read("lanes=2&2.n=999&2.seed=x&2.problem=other").beside;
  expect(lane).toMatchObject({ text: defaults.setup.text, seed: 1, knobs: { n: 64 } });
});

it("hides the parts that it knows, and passes over others", () => {
  const { visibility } = read("hide=Ledger, player,nonsense,ledger&embed=1");
  expect(visibility).toEqual({ hide: ["player", "ledger"], embed: true });
  expect(shows(visibility, "player")).toBe(false);
  expect(shows(visibility, "header")).toBe(false);
  expect(shows(visibility, "tree")).toBe(true);
});

const unmet = (hash: string) => readLink(hash, defaults, strategies).unmet;

it.each([
  ["strategy=magic", "strategy “magic”", "there is none of that name", "Beam search"],
  ["seed=9999999999", "seed “9999999999”", "must be a whole number", "4294967295"],
  ["seed=two", "seed “two”", "must be a whole number", "1"],
  ["level=9", "level “9”", "must be one of 1, 2, 3, 4, 5", "3"],
  ["budget=gold:5", "budget “gold:5”", "must be like policyTokens:500", "no limit"],
  ["lanes=9", "lanes “9”", "from 1 to 4", "4"],
  ["hide=ledger,nonsense", "hide “ledger,nonsense”", "there is no “nonsense”", "ledger"],
  ["lanes=2&2.strategy=magic", "strategy “magic” of lane 2", "none of that name", "Beam search"],
  ["verifier=two%20words", "verifier “two words”", "no model's name", "the usual one"],
])("says of %s what is not had, why, and what is shown", (hash, asked, why, shown) =>
  expect(unmet(hash)).toEqual([{ asked, why: expect.stringContaining(why), shown }]),
);

it("says of a knob what it takes, and which knobs there are not", () => {
  expect(unmet("strategy=greedy&n=4&width=2&foo=1")).toEqual([
    { asked: "knob “n”", why: "Greedy has none of that name", shown: null },
    { asked: "“width”", why: "there is none of that name", shown: null },
    { asked: "“foo”", why: "there is none of that name", shown: null },
  ]);
  const [clamped] = readLink("strategy=best-of-n&n=1000", defaults, all).unmet;
  const why = "it must be a whole number from 1 to 256";
  expect(clamped).toEqual({ asked: "samples “1000”", why, shown: "256" });
});

it("has nothing to say of a link that it wrote", () => {
  fc.assert(
    fc.property(setups, besides, visibilities, (setup, others, visibility) => {
      const link = { ...plainLink(setup), beside: others, visibility };
      expect(unmet(writeLink(link, defaults, strategies))).toEqual([]);
    }),
  );
});
