/** One search repeated over seeds: its accuracy, its answers and its mean cost. */
import { type Ledger, ledgerBy } from "../../search/ledger.ts";
import { wilson } from "./wilson.ts";

export interface Outcome {
  readonly seed: number;
  readonly answer: string | null;
  readonly correct: boolean;
  readonly ledger: Ledger;
}

export interface Bar {
  /** null: no answer. */
  readonly answer: string | null;
  readonly correct: boolean;
  readonly count: number;
}

export interface Distribution {
  readonly runs: number;
  readonly right: number;
  /** The share of runs that is right, with its 95 % interval. */
  readonly accuracy: { readonly share: number; readonly low: number; readonly high: number };
  /** Sorted by count, the most frequent first (ties: the one seen first). */
  readonly answers: readonly Bar[];
  /** The mean cost of a run, in each currency. */
  readonly mean: Ledger;
}

/** @returns null when there is no outcome. */
export function distributionOf(outcomes: readonly Outcome[]): Distribution | null {
  const runs = outcomes.length;
  if (runs === 0) return null;
  const right = outcomes.filter(({ correct }) => correct).length;
  const bars = new Map<string | null, Bar>();
  for (const { answer, correct } of outcomes)
    bars.set(answer, { answer, correct, count: (bars.get(answer)?.count ?? 0) + 1 });
  return {
    runs,
    right,
    accuracy: { share: right / runs, ...wilson(right / runs, runs) },
    answers: [...bars.values()].sort((a, b) => b.count - a.count),
    mean: ledgerBy(
      (currency) => outcomes.reduce((sum, { ledger }) => sum + ledger[currency], 0) / runs,
    ),
  };
}
