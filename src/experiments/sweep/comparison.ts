/** Compares each strategy with one of them, at the same budget and on the same problems. */
import { pairedDifference } from "../stats/accuracy.ts";
import { costToReach } from "../stats/trade-off.ts";
import { curveOf, type Outcome } from "./outcomes.ts";
import type { Point } from "./plan.ts";
import type { Summary } from "./summary.ts";

export interface Comparison {
  row: Summary;
  /** The accuracy minus the baseline's, with its 95 % interval over problems. */
  difference: NonNullable<ReturnType<typeof pairedDifference>>;
  /** The budget at which the row's curve reaches the accuracy of the baseline; null when it never does. */
  match: number | null;
}

/**
 * @param rows of one kind of problems. @param outcomes the outcomes behind the rows.
 * @returns a comparison for each row that the baseline has a counterpart to, in the order of the rows.
 */
export function comparisonsOf(
  rows: readonly Summary[],
  outcomes: readonly Outcome[],
  baseline: string,
): Comparison[] {
  const against = (row: Summary): Summary | undefined =>
    rows.find(
      (one) =>
        one.strategy === baseline &&
        one.policy === row.policy &&
        (one.budget === row.budget || one.budget === null),
    );
  const at = (row: Point): Outcome[] =>
    outcomes.filter((one) => one.budget === row.budget && curveOf(one) === curveOf(row));
  return rows.flatMap((row) => {
    const other = row.strategy === baseline ? undefined : against(row);
    const difference = other && pairedDifference(at(row), at(other));
    if (!other || !difference) return [];
    const curve = rows
      .filter((one) => curveOf(one) === curveOf(row))
      .flatMap(({ budget, accuracy }) => (budget ? { cost: budget, accuracy } : []));
    return [{ row, difference, match: costToReach(curve, other.accuracy) }];
  });
}
