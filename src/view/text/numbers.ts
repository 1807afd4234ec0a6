/** How the page writes numbers. */
import { CURRENCIES, type CurrencyFacts } from "../../search/currencies.ts";
import type { Currency } from "../../search/ledger.ts";

/** A score on a node: ".82", "1.0". Two digits are as many as a small verifier's score deserves. */
export function chipScore(score: number): string {
  const fixed = score.toFixed(2);
  return fixed === "1.00" ? "1.0" : fixed.replace(/^0/, "");
}

export const score = (value: number): string => value.toFixed(3);

/** A number with thin spaces between thousands and a typographic minus. */
export function grouped(value: number, digits = 0): string {
  const [whole = "", fraction] = Math.abs(value).toFixed(digits).split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return `${value < 0 ? "−" : ""}${groups}${fraction ? `.${fraction}` : ""}`;
}

const SCALES: readonly [number, string][] = [
  [1e15, "P"],
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
];

/** A number with three digits and an SI prefix: "1.23 G". */
export function si(value: number): string {
  const [size, prefix] = SCALES.find(([least]) => value >= least) ?? [1, ""];
  const scaled = value / size;
  const text = scaled >= 100 || size === 1 ? scaled.toFixed(0) : scaled.toPrecision(3);
  return prefix ? `${text} ${prefix}` : text;
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export const seconds = (value: number): string =>
  value < 60
    ? `${value.toFixed(value < 10 ? 2 : 1)} s`
    : `${Math.floor(value / 60)} min ${Math.floor(value % 60)} s`;

const WRITTEN: Readonly<Record<CurrencyFacts["format"], (value: number) => string>> = {
  count: grouped,
  si,
  decimal: (value) => value.toFixed(2),
};

export const amount = (currency: Currency, value: number): string =>
  WRITTEN[CURRENCIES[currency].format](value);

/** "1 step", "4 steps". */
export const count = (number: number, noun: string): string =>
  `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
