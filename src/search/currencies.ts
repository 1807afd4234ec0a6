/** What each currency of the ledger is called, how its amounts are written, and how budgets of it are chosen. */
import type { Currency } from "./ledger.ts";

export interface CurrencyFacts {
  readonly id: Currency;
  /** Of an axis. */
  readonly label: string;
  /** After an amount, as in "200 policy tokens". */
  readonly unit: string;
  /** A whole number with its thousands set apart, three figures with an SI prefix, or two decimals. */
  readonly format: "count" | "si" | "decimal";
  /** Between which budgets a slider moves; one that is typed may lie outside. */
  readonly range: readonly [number, number];
  /** Between two budgets; "any" where they may be fractions. */
  readonly step: 1 | "any";
  /** Where a budget begins when nothing says what a run costs. */
  readonly usual: number;
  /** What a budget is typed in, and the least that may be typed, in that unit. */
  readonly typed: { readonly unit: string; readonly size: number; readonly least: number };
  /** Whether people are offered a budget in it; a link may hold one all the same. */
  readonly offered: boolean;
}

/** All that most of them have in common: they are counted. */
const counted = (
  id: Currency,
  label: string,
  unit: string,
  range: readonly [number, number],
  usual: number,
): CurrencyFacts => ({
  ...{ id, label, unit, range, usual },
  format: "count",
  step: 1,
  typed: { unit, size: 1, least: 1 },
  offered: true,
});

export const CURRENCIES: Readonly<Record<Currency, CurrencyFacts>> = {
  completions: counted("completions", "Completions", "completions", [1, 256], 16),
  policyTokens: counted("policyTokens", "Policy tokens", "policy tokens", [10, 100_000], 1000),
  // The prompt's prefill is the same for any run: a budget of it chooses nothing.
  prefillTokens: {
    ...counted("prefillTokens", "Prefilled tokens", "prefilled tokens", [10, 10_000], 100),
    offered: false,
  },
  prmTokens: counted("prmTokens", "PRM tokens", "PRM tokens", [10, 100_000], 1000),
  policyCalls: counted("policyCalls", "Policy calls", "policy calls", [10, 10_000], 100),
  prmCalls: counted("prmCalls", "PRM calls", "PRM calls", [1, 1000], 10),
  flops: {
    ...counted("flops", "FLOPs", "FLOPs", [1e7, 1e13], 1e9),
    format: "si",
    typed: { unit: "GFLOPs", size: 1e9, least: 0.001 },
  },
  seconds: {
    ...counted("seconds", "Seconds", "seconds", [0.1, 500], 5),
    format: "decimal",
    step: "any",
    typed: { unit: "seconds", size: 1, least: 0.1 },
  },
};
