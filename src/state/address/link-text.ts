/**
 * A link as text, both ways, from the one table of fields. Only what is not at its default is
 * written; what is read is clamped, and what cannot be read is left at its default and told: a link
 * cut short in a mail still opens.
 */

import { strategyOf } from "../../search/index.ts";
import { defaultKnobs } from "../../search/knob-values.ts";
import type { Knob } from "../../search/knobs.ts";
import { type Declared, knobsFor, type Setup } from "../stores/setup.ts";
import type { Unmet } from "../stores/shell.ts";
import { DEFAULT_DRAFT, type Draft } from "../sweep/draft.ts";
import { clip, UNKNOWN } from "./codecs.ts";
import { type Field, knobFields, pageFields, SWEEP, setupFields, sweepFields } from "./fields.ts";
import { type RawPairs, readingsOf, readPairs, writePairs } from "./hash.ts";
import type { Link } from "./link.ts";

type Pair = [string, string];

/** A link, and what it asks for and does not get. */
export interface ReadLink {
  readonly link: Link;
  readonly unmet: readonly Unmet[];
  /** Whether it says what to search or to show, and not just how much of the page. */
  readonly asks: boolean;
}

/** Of the second lane "2.strategy", and so on. */
const laneKey = (lane: number, key: string): string => `${lane}.${key}`;
const KNOB = `${SWEEP}.knob.`;

/** The hash without "#"; empty when everything is at its default. */
export function writeLink(link: Link, defaults: Link, strategies: readonly Declared[]): string {
  const page = different(pageFields, link, defaults);
  if (link.sweep) {
    // Of the one search nothing is shown.
    const shown = page.filter(([key]) => key === "hide" || key === "embed");
    return writePairs([...draftPairs(link.sweep), ...shown]);
  }
  // A lane says only where it differs from the first one.
  const lanes = link.beside.flatMap((setup, index) =>
    setupPairs(setup, link.setup, strategies).map(
      ([key, text]): Pair => [laneKey(index + 2, key), text],
    ),
  );
  return writePairs([...setupPairs(link.setup, defaults.setup, strategies), ...page, ...lanes]);
}

function setupPairs(setup: Setup, usual: Setup, strategies: readonly Declared[]): Pair[] {
  const own = different(setupFields(strategies), setup, usual);
  const strategy = strategies.find(({ id }) => id === setup.strategy);
  if (!strategy) return own;
  const values = [setup, usual].map(({ knobs }) => knobsFor(strategy, knobs));
  const [now = {}, before = {}] = values;
  return [...own, ...different(knobFields(strategy.knobs), now, before)];
}

function draftPairs(draft: Draft): Pair[] {
  const knobs = knobFields(knobsIn(draft), KNOB).filter(({ key }) =>
    Object.hasOwn(draft.knobs, key.slice(KNOB.length)),
  );
  return [
    [SWEEP, "1"],
    ...different(sweepFields, draft, DEFAULT_DRAFT),
    ...knobs.map(({ key, write }): Pair => [key, write(draft.knobs)]),
  ];
}

function different<T>(fields: readonly Field<T>[], from: T, usual: T): Pair[] {
  const pairs = fields.map(({ key, write }): Pair => [key, write(from)]);
  return pairs.filter(([, text], i) => text !== fields[i]?.write(usual));
}

/** @param hash with or without "#". Never throws. */
export function readLink(hash: string, defaults: Link, strategies: readonly Declared[]): ReadLink {
  const reader = readerOf(readPairs(hash));
  const setup = readSetup(reader, defaults.setup, strategies);
  const link = reader.read(pageFields, { ...defaults, setup });
  const { family, text, difficulty } = setup;
  const beside = link.beside.map((_, index) => {
    const lane = readSetup(reader.lane(index + 2), setup, strategies);
    // The problem is the same for all.
    return { ...lane, family, text, difficulty };
  });
  const sweep = reader.said(SWEEP) === "1" ? readDraft(reader) : null;
  const strategy = strategies.find(({ id }) => id === setup.strategy);
  const unknown = reader.unread().map((key) => unknownKey(key, strategy, strategies));
  const asks = reader.heard().some((key) => key !== "hide" && key !== "embed");
  return { link: { ...link, beside, sweep }, unmet: [...reader.unmet, ...unknown], asks };
}

type Reader = ReturnType<typeof readerOf>;

/** Reads fields, and remembers which keys it was asked for and what could not be had. */
function readerOf(pairs: RawPairs) {
  const asked = new Set<string>();
  const unmet: Unmet[] = [];
  const rawOf = (key: string): string | undefined => {
    asked.add(key);
    return pairs.get(key);
  };
  const under = (prefix: string, whose: string) => ({
    unmet,
    said: (key: string): string | null => {
      const raw = rawOf(prefix + key);
      return raw === undefined ? null : readingsOf(raw)[0];
    },
    read: <T>(fields: readonly Field<T>[], usual: T): T =>
      fields.reduce((before, field) => {
        const raw = rawOf(prefix + field.key);
        if (raw === undefined) return before;
        const read = field.read(raw, before);
        if (read.unmet) unmet.push({ ...read.unmet, asked: read.unmet.asked + whose });
        return read.into;
      }, usual),
    heard: (): string[] => [...pairs.keys()].filter((key) => asked.has(key)),
    unread: (): string[] => [...pairs.keys()].filter((key) => !asked.has(key)),
  });
  return {
    ...under("", ""),
    lane: (number: number) => under(laneKey(number, ""), ` of lane ${number}`),
  };
}

function readSetup(
  { read }: Pick<Reader, "read">,
  usual: Setup,
  strategies: readonly Declared[],
): Setup {
  const setup = read(setupFields(strategies), usual);
  const strategy = strategies.find(({ id }) => id === setup.strategy);
  if (!strategy) return setup;
  const before = knobsFor(strategy, setup.knobs);
  const knobs = read(knobFields(strategy.knobs), before);
  return knobs === before ? setup : { ...setup, knobs: { ...setup.knobs, ...knobs } };
}

function readDraft({ read }: Pick<Reader, "read">): Draft {
  const draft = read(sweepFields, DEFAULT_DRAFT);
  const knobs = knobsIn(draft);
  const values = read(knobFields(knobs, KNOB), defaultKnobs(knobs));
  const set = knobs.flatMap(({ id, default: usual }) => {
    const value = values[id];
    return value === undefined || value === usual ? [] : [[id, value] as const];
  });
  return { ...draft, knobs: Object.fromEntries(set) };
}

/** Those that one of a sweep's strategies has, and the sweep does not set itself. */
function knobsIn({ strategies }: Draft): Knob[] {
  const chosen = strategies.flatMap((id) => strategyOf(id) ?? []);
  const own = ["aggregation", ...chosen.map(({ size }) => size)];
  return chosen
    .flatMap(({ knobs }) => knobs)
    .filter(({ id }, i, all) => !own.includes(id) && all.findIndex((one) => one.id === id) === i);
}

function unknownKey(
  key: string,
  strategy: Declared | undefined,
  strategies: readonly Declared[],
): Unmet {
  const isKnob = strategies.some(({ knobs }) => knobs.some(({ id }) => id === key));
  const has = strategyOf(strategy?.id ?? "")?.label ?? strategy?.id;
  return isKnob && has
    ? { asked: `knob “${key}”`, why: `${has} has none of that name`, shown: null }
    : { asked: `“${clip(key)}”`, why: UNKNOWN, shown: null };
}
