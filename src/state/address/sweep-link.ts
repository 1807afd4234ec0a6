/**
 * A sweep's settings in the address, under keys that begin with "sweep". Only what is not at its
 * default is written, and what cannot be read is left at its default.
 */

import { SIZE } from "../../experiments/sweep/settings.ts";
import type { Difficulty } from "../../problems/family.ts";
import { FAMILY_IDS } from "../../problems/problem.ts";
import { AGGREGATIONS } from "../../search/aggregate.ts";
import { strategies, strategyOf } from "../../search/index.ts";
import { clampKnobs } from "../../search/knob-values.ts";
import { CURRENCY_IDS } from "../../search/ledger.ts";
import { clampSeed } from "../stores/setup.ts";
import { DEFAULT_DRAFT, type Draft, MOST } from "../sweep/draft.ts";

const LONGEST_LIST = 20_000;
const MODEL = /^[\w.-]{1,64}$/;
const LEVELS: readonly Difficulty[] = [1, 2, 3, 4, 5];
const BUDGETS_IN = [SIZE, ...CURRENCY_IDS] as const;
const MOST_BUDGET = 1e15;

interface Field {
  key: string;
  write(draft: Draft): string;
  /** null when the text says nothing. */
  read(text: string): Partial<Draft> | null;
}

/** Those named in the text, in its order. */
const among = <T extends string | number>(text: string, all: readonly T[]): T[] =>
  [...new Set(text.split(","))].flatMap((name) => all.find((one) => String(one) === name) ?? []);
const some = <T>(list: readonly T[]): readonly T[] | null => (list.length > 0 ? list : null);
const whole = (text: string, least: number, most: number): number | null =>
  /^\d+$/.test(text) ? Math.min(most, Math.max(least, Number(text))) : null;
const names = (text: string): string[] =>
  [...new Set(text.split(","))].filter((name) => MODEL.test(name)).slice(0, MOST.names);

/** Numbers above 0 in a text such as "1, 4, 16", from the least on, each once; null where one is none. */
export function numbersIn(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  const numbers = parts.map((part) => (/^\d+(\.\d+)?(e\d+)?$/i.test(part) ? Number(part) : 0));
  if (numbers.length === 0 || numbers.some((one) => !(one > 0 && one <= MOST_BUDGET))) return null;
  return [...new Set(numbers)].sort((a, b) => a - b).slice(0, MOST.budgets);
}

/** A field whose absence is no value. */
const field = <K extends keyof Draft>(
  key: string,
  name: K,
  write: (value: Draft[K]) => string,
  read: (text: string) => Draft[K] | null,
): Field => ({
  key: `sweep.${key}`,
  write: (draft) => write(draft[name]),
  read: (text) => {
    const value = read(text);
    return value === null ? null : { [name]: value };
  },
});

const FIELDS: readonly Field[] = [
  field(
    "list",
    "list",
    (list) => list ?? "",
    (text) => text.slice(0, LONGEST_LIST),
  ),
  field("families", "families", String, (text) => some(among(text, FAMILY_IDS))),
  field("difficulty", "difficulties", String, (text) => some(among(text, LEVELS))),
  field("problems", "count", String, (text) => whole(text, 1, MOST.count)),
  field("problem-seed", "problemSeed", String, (text) => whole(text, 0, 2 ** 31)),
  field("strategies", "strategies", String, (text) =>
    some(
      among(
        text,
        strategies.map(({ id }) => id),
      ),
    ),
  ),
  field("policies", "policies", String, (text) => some(names(text))),
  field("verifiers", "verifiers", String, (text) => some(names(text))),
  field("aggregations", "aggregations", String, (text) => some(among(text, AGGREGATIONS))),
  field("currency", "currency", String, (text) => among(text, BUDGETS_IN)[0] ?? null),
  field("budgets", "budgets", String, numbersIn),
  field("seeds", "seeds", String, (text) => whole(text, 1, MOST.seeds)),
  field("seed", "seed", String, (text) => (/^\d+$/.test(text) ? clampSeed(Number(text)) : null)),
];

const KNOB = "sweep.knob.";
const OPEN = "sweep";

export function writeDraft(draft: Draft): URLSearchParams {
  const search = new URLSearchParams({ [OPEN]: "1" });
  for (const { key, write } of FIELDS) {
    const text = write(draft);
    if (text !== write(DEFAULT_DRAFT)) search.set(key, text);
  }
  for (const [id, value] of Object.entries(draft.knobs)) search.set(KNOB + id, String(value));
  return search;
}

/** null where the link is of no sweep. Never throws. */
export function readDraftLink(search: URLSearchParams): Draft | null {
  if (search.get(OPEN) !== "1") return null;
  let draft = DEFAULT_DRAFT;
  for (const { key, read } of FIELDS) {
    const text = search.get(key);
    if (text !== null) draft = { ...draft, ...read(text) };
  }
  return { ...draft, knobs: knobsIn(search, draft) };
}

/** Those that one of the strategies has, and the sweep does not set itself, clamped. */
function knobsIn(search: URLSearchParams, draft: Draft): Draft["knobs"] {
  const chosen = draft.strategies.flatMap((id) => strategyOf(id) ?? []);
  const own = ["aggregation", ...chosen.map(({ size }) => size)];
  const knobs = chosen
    .flatMap((strategy) => strategy.knobs)
    .filter(({ id }, i, all) => !own.includes(id) && all.findIndex((one) => one.id === id) === i);
  return Object.fromEntries(
    knobs.flatMap((knob) => {
      const text = search.get(KNOB + knob.id);
      if (text === null) return [];
      const value = clampKnobs([knob], { [knob.id]: text })[knob.id];
      return value === undefined || value === knob.default ? [] : [[knob.id, value] as const];
    }),
  );
}
