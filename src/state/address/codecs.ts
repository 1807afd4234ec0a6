/** How a value stands in the address: as text, and back. */

import { MODEL_NAME } from "../../engine/sources/catalog.ts";
import type { Budget, Currency } from "../../search/ledger.ts";
import { MOST_BUDGET } from "../sweep/budgets.ts";

/** What a text was taken for. `why` says what was wrong with it, in words after "because" would fit. */
export type Reading<V> =
  | { ok: true; value: V; why: string | null }
  /** Nothing could be read from it. */
  | { ok: false; why: string };

export interface Codec<V> {
  write(value: V): string;
  read(text: string): Reading<V>;
  /** A value in words, where its text in the address is none for people. */
  say?(value: V): string;
  /** Whether this is what such a text looks like: of two readings the one that does is taken. */
  plausible?(text: string): boolean;
}

const taken = <V>(value: V, why: string | null = null): Reading<V> => ({ ok: true, value, why });
const unread = <V>(why: string): Reading<V> => ({ ok: false, why });

/** Why a name is refused. */
export const UNKNOWN = "there is none of that name";

/** @param plausible tells typed text from form-encoded text. */
export const text = (most: number, plausible?: (text: string) => boolean): Codec<string> => ({
  write: String,
  read: (text) =>
    text.length > most
      ? taken(text.slice(0, most), `it is longer than ${most.toLocaleString("en-US")} characters`)
      : taken(text),
  say: (value) => `${value.slice(0, 40)}…`,
  ...(plausible && { plausible }),
});

/** A whole number; the nearest one where it is out of range. */
export const whole = (least: number, most: number): Codec<number> => {
  const why = `it must be a whole number from ${least} to ${most}`;
  return {
    write: String,
    read: (text) => {
      if (!/^-?\d+$/.test(text)) return unread(why);
      const value = Math.min(most, Math.max(least, Number(text)));
      return taken(value, value === Number(text) ? null : why);
    },
  };
};

/** One of these. @param other a name that stands for one of them. */
export const oneOf = <T extends string | number>(
  all: readonly T[],
  { why = `it must be one of ${all.join(", ")}`, idOf = (name: string) => name } = {},
): Codec<T> => ({
  write: String,
  read: (text) => {
    const found = all.find((one) => String(one) === idOf(text));
    return found === undefined ? unread(why) : taken(found);
  },
});

/** Some of these, by commas, each once; those that are none of them are left out. */
export const someOf = <T extends string | number>(
  all: readonly T[],
  { least = 1, idOf = (name: string) => name, inOrder = false } = {},
): Codec<readonly T[]> => ({
  write: (list) => list.join(","),
  read: (text) => {
    const names = text
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "");
    const found = names.map((name) => all.find((one) => String(one) === idOf(name)));
    const each = [...new Set(found.flatMap((one) => one ?? []))];
    const known = inOrder ? all.filter((one) => each.includes(one)) : each;
    const unknown = names.filter((_, i) => found[i] === undefined);
    const why = unknown.length > 0 ? `there is no ${unknown.map(quoted).join(", ")}` : null;
    return known.length < least ? unread(why ?? "it names none") : taken(known, why);
  },
  say: (list) => list.join(", ") || "none",
});

/** A text, or null where there is none. */
export const optional = (codec: Codec<string>): Codec<string | null> => ({
  write: (value) => value ?? "",
  read: (text) => (text === "" ? taken(null) : codec.read(text)),
});

/** Numbers above 0, by commas. */
export const numbers = (
  parse: (text: string) => readonly number[] | null,
): Codec<readonly number[]> => ({
  write: String,
  read: (text) => {
    const found = parse(text);
    return found ? taken(found) : unread("they must be numbers above 0, as in 1,4,16");
  },
});

const NO_NAME = "that is no model's name";
const USUAL_MODEL = "default";

/** A model's name; null for the catalog's default, spelled out for a lane whose neighbour has another. */
export const model: Codec<string | null> = {
  write: (name) => name ?? USUAL_MODEL,
  read: (text) => {
    if (text === USUAL_MODEL) return taken(null);
    return MODEL_NAME.test(text) ? taken(text) : unread(NO_NAME);
  },
  say: (name) => name ?? "the usual one",
};

/** Names of models, by commas. */
export const models = (most: number): Codec<readonly string[]> => ({
  write: (names) => names.join(","),
  read: (text) => {
    const all = [...new Set(text.split(","))];
    const names = all.filter((name) => MODEL_NAME.test(name));
    if (names.length === 0) return unread(NO_NAME);
    const kept = names.slice(0, most);
    return taken(
      kept,
      names.length < all.length
        ? NO_NAME
        : kept.length < names.length
          ? `there may be ${most}`
          : null,
    );
  },
});

const NO_BUDGET = "none";

/** As "flops:1000000"; null is spelled out, for a lane whose neighbour has one. */
export const budget = (currencies: readonly Currency[]): Codec<Budget | null> => ({
  write: (budget) => (budget ? `${budget.currency}:${budget.limit}` : NO_BUDGET),
  read: (text) => {
    if (text === NO_BUDGET) return taken(null);
    const [name, amount = ""] = text.split(":");
    const currency = currencies.find((one) => one === name);
    const limit = Number(amount);
    if (!currency || !(limit > 0))
      return unread(`it must be like policyTokens:500, of ${currencies.join(", ")}`);
    const most = Math.min(limit, MOST_BUDGET);
    return taken({ currency, limit: most }, most < limit ? `${MOST_BUDGET} is the most` : null);
  },
  say: (budget) => (budget ? `${budget.limit} ${budget.currency}` : "no limit"),
});

/** "1" for yes, and anything else for no. */
export const flag: Codec<boolean> = {
  write: (on) => (on ? "1" : "0"),
  read: (text) => taken(text === "1"),
};

const quoted = (name: string): string => `“${clip(name)}”`;

/** What a link said, as far as a sentence can hold it. */
export const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
