/**
 * All that an address may say, one line a value: its key, what it sets, how it is written and read.
 * A setup's fields stand plain for the first search and as "2.seed" for the lanes beside it.
 */

import { SIZE } from "../../experiments/sweep/settings.ts";
import { parseProblem } from "../../problems/families/index.ts";
import { DIFFICULTIES } from "../../problems/family.ts";
import { FAMILY_IDS } from "../../problems/problem.ts";
import { AGGREGATIONS } from "../../search/aggregate.ts";
import { strategies, strategyIdOf, strategyOf } from "../../search/index.ts";
import { clampKnobs, describeRange, knobSchema } from "../../search/knob-values.ts";
import type { Knob, KnobValues } from "../../search/knobs.ts";
import { CURRENCY_IDS } from "../../search/ledger.ts";
import { LARGEST_SEED } from "../../search/seed.ts";
import { LOCKSTEPS, MOST_LANES } from "../stores/lanes.ts";
import type { Declared, Setup } from "../stores/setup.ts";
import type { Unmet } from "../stores/shell.ts";
import { PARTS, type Visibility } from "../stores/visibility.ts";
import { numbersIn } from "../sweep/budgets.ts";
import { type Draft, MOST } from "../sweep/draft.ts";
import * as codec from "./codecs.ts";
import { readingsOf } from "./hash.ts";
import type { Link } from "./link.ts";

export interface Field<T> {
  readonly key: string;
  write(from: T): string;
  /** @param raw as it stands in the hash. @returns `into` with what was read, and what was not. */
  read(raw: string, into: T): { into: T; unmet: Unmet | null };
}

/** @param name what it is called in a sentence. */
const field =
  <T>() =>
  <K extends keyof T>(
    key: string,
    property: K,
    { write, read, plausible, say = write }: codec.Codec<T[K]>,
    name = key,
  ): Field<T> => ({
    key,
    write: (from) => write(from[property]),
    read: (raw, before) => {
      const readings = readingsOf(raw);
      const text = (plausible && readings.find(plausible)) ?? readings[0];
      const reading = read(text);
      const into = reading.ok ? { ...before, [property]: reading.value } : before;
      if (reading.why === null) return { into, unmet: null };
      const asked = `${name} “${codec.clip(text)}”`;
      return { into, unmet: { asked, why: reading.why, shown: say(into[property]) } };
    },
  });

const MAX_TEXT = 2000;
const LONGEST_LIST = 20_000;

const strategyCodec = (declared: readonly Declared[]): codec.Codec<string> => ({
  ...codec.oneOf(
    declared.map(({ id }) => id),
    { why: codec.UNKNOWN, idOf: strategyIdOf },
  ),
  say: (id) => strategyOf(id)?.label ?? id,
});

const ofSetup = field<Setup>();

const problemText = ofSetup(
  "problem",
  "text",
  codec.text(MAX_TEXT, (text) => parseProblem(text).ok),
);

/** A problem that can be read brings its family along, as one that is typed does. */
const problem: Field<Setup> = {
  ...problemText,
  read: (raw, before) => {
    const { into, unmet } = problemText.read(raw, before);
    const parsed = parseProblem(into.text);
    return { into: parsed.ok ? { ...into, family: parsed.problem.family } : into, unmet };
  },
};

/** Of one search. */
export const setupFields = (declared: readonly Declared[]): readonly Field<Setup>[] => [
  ofSetup("family", "family", codec.oneOf(FAMILY_IDS)),
  problem,
  ofSetup("level", "difficulty", codec.oneOf(DIFFICULTIES)),
  ofSetup("strategy", "strategy", strategyCodec(declared)),
  ofSetup("seed", "seed", codec.whole(0, LARGEST_SEED)),
  ofSetup("budget", "budget", codec.budget(CURRENCY_IDS)),
  ofSetup("policy", "policy", codec.model),
  ofSetup("verifier", "verifier", codec.model),
];

const ofLink = field<Link>();
const ofVisibility = field<Visibility>();

/** A field of a part of the link, as one of the link. */
const within = <K extends keyof Link>(part: K, inner: Field<Link[K]>): Field<Link> => ({
  key: inner.key,
  write: (link) => inner.write(link[part]),
  read: (raw, link) => {
    const { into, unmet } = inner.read(raw, link[part]);
    return { into: { ...link, [part]: into }, unmet };
  },
});

const ofLanes = field<{ lanes: number }>()("lanes", "lanes", codec.whole(1, MOST_LANES));

/** How many there are; each begins as the first. */
const lanes: Field<Link> = {
  key: ofLanes.key,
  write: ({ beside }) => ofLanes.write({ lanes: beside.length + 1 }),
  read: (raw, link) => {
    const { into, unmet } = ofLanes.read(raw, { lanes: link.beside.length + 1 });
    const beside = new Array<Setup>(into.lanes - 1).fill(link.setup);
    return { into: { ...link, beside }, unmet };
  },
};

const parts = codec.someOf(PARTS, {
  least: 0,
  idOf: (name) => name.toLowerCase(),
  inOrder: true,
});

/** Of the page: which run is open, how many lanes there are, what is shown. */
export const pageFields: readonly Field<Link>[] = [
  ofLink("run", "run", codec.optional(codec.text(100))),
  lanes,
  ofLink("lockstep", "lockstep", codec.oneOf(LOCKSTEPS)),
  within("visibility", ofVisibility("hide", "hide", parts)),
  within("visibility", ofVisibility("embed", "embed", codec.flag)),
];

const ofDraft = field<Draft>();
const LIST = "sweep.list";

/** Of a sweep. */
export const sweepFields: readonly Field<Draft>[] = [
  ofDraft(LIST, "list", { ...codec.text(LONGEST_LIST), write: (list) => list ?? "" }),
  ofDraft("sweep.families", "families", codec.someOf(FAMILY_IDS)),
  ofDraft("sweep.difficulty", "difficulties", codec.someOf(DIFFICULTIES)),
  ofDraft("sweep.problems", "count", codec.whole(1, MOST.count)),
  ofDraft("sweep.problem-seed", "problemSeed", codec.whole(0, LARGEST_SEED)),
  ofDraft(
    "sweep.strategies",
    "strategies",
    codec.someOf(
      strategies.map(({ id }) => id),
      { idOf: strategyIdOf },
    ),
  ),
  ofDraft("sweep.policies", "policies", codec.models(MOST.names)),
  ofDraft("sweep.verifiers", "verifiers", codec.models(MOST.names)),
  ofDraft("sweep.aggregations", "aggregations", codec.someOf(AGGREGATIONS)),
  ofDraft("sweep.currency", "currency", codec.oneOf([SIZE, ...CURRENCY_IDS])),
  ofDraft("sweep.budgets", "budgets", codec.numbers(numbersIn)),
  ofDraft("sweep.seeds", "seeds", codec.whole(1, MOST.seeds)),
  ofDraft("sweep.seed", "seed", codec.whole(0, LARGEST_SEED)),
];

/** Says that the link is of a sweep. */
export const SWEEP = "sweep";

/** Of a strategy's knobs, or those that the strategies of a sweep share. @param prefix of the keys. */
export const knobFields = (knobs: readonly Knob[], prefix = ""): readonly Field<KnobValues>[] =>
  knobs.map((knob) =>
    field<KnobValues>()(prefix + knob.id, knob.id, knobCodec(knob), knob.label.toLowerCase()),
  );

const knobCodec = (knob: Knob): codec.Codec<number | string> => ({
  write: String,
  read: (text) => {
    const read = knobSchema(knob).safeParse(text);
    if (read.success) return { ok: true, value: read.data, why: null };
    const why = `it must be ${describeRange(knob)}`;
    const isNumber = knob.kind !== "choice" && text.trim() !== "" && !Number.isNaN(Number(text));
    const value = clampKnobs([knob], { [knob.id]: text })[knob.id];
    return isNumber && value !== undefined ? { ok: true, value, why } : { ok: false, why };
  },
});

/** No knob may be named so; a test of the page's strategies sees to it. */
export const RESERVED: readonly string[] = [
  ...[...setupFields([]), ...pageFields].map(({ key }) => key),
  SWEEP,
];
