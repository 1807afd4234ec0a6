/** The names of the currencies, the format of their amounts, and how budgets in them are chosen. */
import type { Currency } from "./ledger.ts";

export interface CurrencyFacts {
  readonly id: Currency;
  /** The label of an axis. */
  readonly label: string;
  /** The unit after an amount, as in "200 policy tokens". */
  readonly unit: string;
  /** A whole number with separators of thousands, three digits with an SI prefix, or two decimals. */
  readonly format: "count" | "si" | "decimal";
  /** The range of the slider; a typed budget may lie outside it. */
  readonly range: readonly [number, number];
  /** The step of the slider; "any" when budgets may be fractions. */
  readonly step: 1 | "any";
  /** The first budget when the cost of a run is unknown. */
  readonly usual: number;
  /** The unit in which a budget is typed, and the smallest amount in that unit. */
  readonly typed: { readonly unit: string; readonly size: number; readonly least: number };
  /** Whether the page offers budgets in it; a link may hold one in any case. */
  readonly offered: boolean;
}

/** What most currencies share: they are counts. */
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
  // The prompt's prefill is the same for any run, so a budget in it limits nothing.
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
