/**
 * The setup in the address, both ways from one table. Only what is not at its default
 * is written, what is read is clamped, and what cannot be read is left at its
 * default: a link cut short in a mail still opens.
 */

import { z } from "zod";
import { type Difficulty, familyIdSchema } from "../../problems/problem.ts";
import { type Currency, emptyLedger } from "../../search/ledger.ts";
import { LOCKSTEPS, type Lockstep, MOST_LANES } from "../stores/lanes.ts";
import { clampSeed, type Declared, knobsFor, type Setup } from "../stores/setup.ts";
import { type Look, PLAIN, partsIn } from "../stores/visibility.ts";
import type { Draft } from "../sweep/draft.ts";
import { readDraftLink, writeDraft } from "./sweep-link.ts";

/** What a link holds. */
export interface Link {
  /** Of the one search, or of the first lane. */
  setup: Setup;
  /** The recorded run that is open, if any. */
  run: string | null;
  /** The setups of the lanes beside the first: none in the view of one search, else one to three. */
  beside: readonly Setup[];
  /** The currency that lanes go in step of. */
  lockstep: Lockstep;
  look: Look;
  /** A sweep as it is set up; null outside of its view. */
  sweep: Draft | null;
}

/** A page as it is first visited, but for this setup. */
export const plainLink = (setup: Setup): Link => ({
  setup,
  run: null,
  beside: [],
  lockstep: "policyTokens",
  look: PLAIN,
  sweep: null,
});

interface Field {
  key: string;
  write(link: Link): string | null;
  /** The link with this field read from `text`, or null when `text` says nothing. */
  read(text: string, link: Link): Link | null;
}

/** No knob may be named so; a test of the page's strategies sees to it. */
export const RESERVED = [
  "family",
  "problem",
  "level",
  "strategy",
  "seed",
  "budget",
  "policy",
  "verifier",
  "run",
  "lanes",
  "lockstep",
  "hide",
  "embed",
  "sweep",
] as const;

const CURRENCIES = z.enum(Object.keys(emptyLedger()) as [Currency, ...Currency[]]);
const levelSchema = z.coerce.number().int().min(1).max(5);
const isDifficulty = (level: number): level is Difficulty => [1, 2, 3, 4, 5].includes(level);
/** Whether there is one of this name, the catalog knows. */
const MODEL = /^[\w.-]{1,64}$/;
const MAX_TEXT = 2000;
const MAX_BUDGET = 1e15;

/** Spelled out, for a lane whose neighbour has one. */
const NO_BUDGET = "none";
const USUAL_MODEL = "default";
const lockstepSchema = z.enum(LOCKSTEPS);

const withSetup = (link: Link, part: Partial<Setup>): Link => ({
  ...link,
  setup: { ...link.setup, ...part },
});

const fields = (strategies: readonly Declared[]): Field[] => [
  {
    key: "family",
    write: ({ setup }) => setup.family,
    read: (text, link) => {
      const family = familyIdSchema.safeParse(text);
      return family.success ? withSetup(link, { family: family.data }) : null;
    },
  },
  {
    key: "problem",
    write: ({ setup }) => setup.text,
    read: (text, link) => withSetup(link, { text: text.slice(0, MAX_TEXT) }),
  },
  {
    key: "level",
    write: ({ setup }) => String(setup.difficulty),
    read: (text, link) => {
      const level = levelSchema.safeParse(text);
      return level.success && isDifficulty(level.data)
        ? withSetup(link, { difficulty: level.data })
        : null;
    },
  },
  {
    key: "strategy",
    write: ({ setup }) => setup.strategy,
    read: (text, link) =>
      strategies.some(({ id }) => id === text) ? withSetup(link, { strategy: text }) : null,
  },
  {
    key: "seed",
    write: ({ setup }) => String(setup.seed),
    read: (text, link) =>
      /^-?\d+$/.test(text) ? withSetup(link, { seed: clampSeed(Number(text)) }) : null,
  },
  {
    key: "budget",
    write: ({ setup: { budget } }) => (budget ? `${budget.currency}:${budget.limit}` : NO_BUDGET),
    read: (text, link) => {
      if (text === NO_BUDGET) return withSetup(link, { budget: null });
      const [name, amount] = text.split(":");
      const currency = CURRENCIES.safeParse(name);
      const limit = Number(amount);
      if (!currency.success || !(limit > 0)) return null;
      return withSetup(link, {
        budget: { currency: currency.data, limit: Math.min(limit, MAX_BUDGET) },
      });
    },
  },
  {
    key: "policy",
    write: ({ setup }) => setup.policy ?? USUAL_MODEL,
    read: (text, link) => {
      if (text === USUAL_MODEL) return withSetup(link, { policy: null });
      return MODEL.test(text) ? withSetup(link, { policy: text }) : null;
    },
  },
  {
    key: "verifier",
    write: ({ setup }) => setup.verifier ?? USUAL_MODEL,
    read: (text, link) => {
      if (text === USUAL_MODEL) return withSetup(link, { verifier: null });
      return MODEL.test(text) ? withSetup(link, { verifier: text }) : null;
    },
  },
  {
    key: "run",
    write: ({ run }) => run,
    read: (text, link) => ({ ...link, run: text.slice(0, 100) }),
  },
  {
    key: "lanes",
    write: ({ beside }) => String(beside.length + 1),
    read: (text, link) => {
      const lanes = Math.min(MOST_LANES, Math.floor(Number(text)));
      return lanes >= 1 ? { ...link, beside: new Array(lanes - 1).fill(link.setup) } : null;
    },
  },
  {
    key: "lockstep",
    write: ({ lockstep }) => lockstep,
    read: (text, link) => {
      const currency = lockstepSchema.safeParse(text);
      return currency.success ? { ...link, lockstep: currency.data } : null;
    },
  },
  {
    key: "hide",
    write: ({ look }) => look.hide.join(","),
    read: (text, link) => ({ ...link, look: { ...link.look, hide: partsIn(text) } }),
  },
  {
    key: "embed",
    write: ({ look }) => (look.embed ? "1" : "0"),
    read: (text, link) => ({ ...link, look: { ...link.look, embed: text === "1" } }),
  },
];

/** Of the second lane "2.strategy", and so on. */
const laneKey = (lane: number, key: string): string => `${lane}.${key}`;

/** The hash without "#"; empty when everything is at its default. */
export function writeLink(link: Link, defaults: Link, strategies: readonly Declared[]): string {
  const search = differences(link, defaults, strategies);
  if (link.sweep) {
    // Of the one search nothing is shown.
    const shown = [...search].filter(([key]) => key === "hide" || key === "embed");
    return new URLSearchParams([...writeDraft(link.sweep), ...shown]).toString();
  }
  // A lane says only where it differs from the first one.
  for (const [index, setup] of link.beside.entries()) {
    const own = differences({ ...link, setup }, link, strategies);
    for (const [key, text] of own) search.set(laneKey(index + 2, key), text);
  }
  return search.toString();
}

function differences(link: Link, defaults: Link, strategies: readonly Declared[]): URLSearchParams {
  const search = new URLSearchParams();
  for (const { key, write } of fields(strategies)) {
    const text = write(link);
    if (text !== null && text !== write(defaults)) search.set(key, text);
  }
  const strategy = strategies.find(({ id }) => id === link.setup.strategy);
  const values = strategy ? knobsFor(strategy, link.setup.knobs) : {};
  const usual = strategy ? knobsFor(strategy, defaults.setup.knobs) : {};
  for (const [id, value] of Object.entries(values)) {
    if (value !== usual[id]) search.set(id, String(value));
  }
  return search;
}

/** @param hash with or without "#". Never throws. */
export function readLink(hash: string, defaults: Link, strategies: readonly Declared[]): Link {
  const search = new URLSearchParams(hash.replace(/^#/, ""));
  const link = readFields(search, defaults, strategies);
  const { family, text, difficulty } = link.setup;
  const beside = link.beside.map((_, index) => {
    const prefix = laneKey(index + 2, "");
    const own = new URLSearchParams(
      [...search].flatMap(([key, value]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
      ),
    );
    // The problem is the same for all.
    return { ...readFields(own, link, strategies).setup, family, text, difficulty };
  });
  return { ...link, beside, sweep: readDraftLink(search) };
}

function readFields(
  search: URLSearchParams,
  defaults: Link,
  strategies: readonly Declared[],
): Link {
  let link = defaults;
  for (const { key, read } of fields(strategies)) {
    const text = search.get(key);
    if (text !== null) link = read(text, link) ?? link;
  }
  const strategy = strategies.find(({ id }) => id === link.setup.strategy);
  const given = (strategy?.knobs ?? []).flatMap(({ id }) => {
    const text = search.get(id);
    return text === null ? [] : [[id, text] as const];
  });
  if (!strategy || given.length === 0) return link;
  const bag = { ...link.setup.knobs, ...Object.fromEntries(given) };
  const knobs = { ...link.setup.knobs, ...knobsFor(strategy, bag) };
  return withSetup(link, { knobs });
}
