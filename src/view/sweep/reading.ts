/** What a point of a curve says, in words. */

import type { Axis } from "../../experiments/plot/plot.ts";
import type { Outcome } from "../../experiments/sweep/outcomes.ts";
import type { Summary } from "../../experiments/sweep/summary.ts";
import { CURRENCIES } from "../../search/currencies.ts";
import { amount, count, grouped, si } from "../text/numbers.ts";

/** A budget as it was given, in whatever currency: long ones, of FLOPs, with a prefix. */
export const budgetText = (budget: number): string =>
  budget >= 1e6 ? si(budget) : grouped(budget);

export const percent = (share: number): string => (100 * share).toFixed(1);

/** Lines: accuracy with its interval, the budget, the mean cost, and over how much. */
export function readingOf(row: Summary, axis: Axis): string[] {
  const { accuracy, low, high, budget, ledger, problems, seeds } = row;
  const currency = axis === "budget" ? "policyTokens" : axis;
  return [
    `${percent(accuracy)} % (${percent(low)}–${percent(high)})`,
    ...(budget === null ? [] : [`budget ${budgetText(budget)}`]),
    `${amount(currency, ledger[currency])} ${CURRENCIES[currency].unit} a problem`,
    `${count(problems, "problem")}, ${count(seeds, "seed")}`,
  ];
}

/** What a run cost on an axis, with its unit. */
export function costOn(axis: Axis, { ledger }: Pick<Outcome, "ledger">): string {
  const currency = axis === "budget" ? "policyTokens" : axis;
  return `${amount(currency, ledger[currency])} ${CURRENCIES[currency].unit}`;
}
