/** The summary of a sweep: one row for each kind of problem and point, with its interval and its cost. */
import type { Ledger } from "../../search/ledger.ts";
import { accuracyOf } from "../stats/accuracy.ts";
import { groupBy } from "../stats/group.ts";
import { curveOf, meanLedger, type Outcome, pointOf } from "./outcomes.ts";
import type { Point } from "./plan.ts";

export interface Summary extends Point {
  family: Outcome["family"];
  difficulty: number | null;
  problems: number;
  /** The largest number of seeds that a problem was run with. */
  seeds: number;
  /** Over problems, with its 95 % interval. */
  accuracy: number;
  low: number;
  high: number;
  /** The mean cost, in each currency. */
  ledger: Ledger;
}

/** The rows, by kind of problem, then by curve in the order of the outcomes, then by budget. */
export function summarize(outcomes: readonly Outcome[]): Summary[] {
  const curves = groupBy(outcomes, (one) =>
    JSON.stringify([one.family, one.difficulty, curveOf(one)]),
  );
  return [...curves.values()]
    .flatMap((curve) =>
      [...groupBy(curve, ({ budget }) => String(budget)).values()]
        .map(rowOf)
        .sort((a, b) => (a.budget ?? 0) - (b.budget ?? 0)),
    )
    .sort((a, b) => compare(a.family, b.family) || (a.difficulty ?? 0) - (b.difficulty ?? 0));
}

/** Pools problems of all kinds into one kind, unless there is only one. */
export function pooled(outcomes: readonly Outcome[]): Outcome[] {
  const kinds = new Set(outcomes.map((one) => `${one.family} ${one.difficulty}`));
  if (kinds.size <= 1) return [...outcomes];
  return outcomes.map((one) => ({ ...one, family: "all", difficulty: null }));
}

function rowOf(outcomes: Outcome[]): Summary {
  const [first] = outcomes;
  if (!first) throw new RangeError("A row needs an outcome.");
  const { value, low, high } = accuracyOf(outcomes);
  return {
    family: first.family,
    difficulty: first.difficulty,
    ...pointOf(first),
    problems: new Set(outcomes.map((one) => one.problem)).size,
    seeds: new Set(outcomes.map((one) => one.seed)).size,
    accuracy: value,
    low,
    high,
    ledger: meanLedger(outcomes),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The name of a curve: its strategy, and whatever else tells it from the others. */
export function nameOf(curve: Point, among: readonly Point[]): string {
  const alike = among.filter((one) => one.strategy === curve.strategy);
  const several = (of: (point: Point) => string | null, points = among): boolean =>
    new Set(points.flatMap((one) => of(one) ?? [])).size > 1;
  const marks = [
    several((one) => one.policy) && curve.policy,
    several((one) => one.prm, alike) && curve.prm,
    several((one) => one.aggregation, alike) && curve.aggregation,
  ].filter((mark) => typeof mark === "string");
  return marks.length > 0 ? `${curve.strategy} (${marks.join(", ")})` : curve.strategy;
}
