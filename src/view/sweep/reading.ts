/** The words for a point of a curve. */
import type { Axis } from "../../experiments/plot/plot.ts";
import type { Outcome } from "../../experiments/sweep/outcomes.ts";
import type { Summary } from "../../experiments/sweep/summary.ts";
import { CURRENCIES } from "../../search/currencies.ts";
import { amount, count, grouped, si } from "../text/numbers.ts";

/** A budget in any currency; large ones, of FLOPs, with an SI prefix. */
export const budgetText = (budget: number): string =>
  budget >= 1e6 ? si(budget) : grouped(budget);

export const percent = (share: number): string => (100 * share).toFixed(1);

/** The lines for a point: accuracy with its interval, budget, mean cost, and the number of problems and seeds. */
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

/** The cost of a run on an axis, with its unit. */
export function costOn(axis: Axis, { ledger }: Pick<Outcome, "ledger">): string {
  const currency = axis === "budget" ? "policyTokens" : axis;
  return `${amount(currency, ledger[currency])} ${CURRENCIES[currency].unit}`;
}
