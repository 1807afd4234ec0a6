/** One search repeated over seeds: its accuracy, its answers and its mean cost. */
import type { AnswerChecker } from "../../problems/answers/checker.ts";
import { type Ledger, ledgerBy } from "../../search/ledger.ts";
import { wilson } from "./wilson.ts";

export interface Outcome {
  readonly seed: number;
  readonly answer: string | null;
  /** null when nobody knows. */
  readonly correct: boolean | null;
  readonly ledger: Ledger;
}

export interface Bar {
  /** The answer in its first spelling; null when there is none. */
  readonly answer: string | null;
  readonly correct: boolean | null;
  readonly count: number;
}

export interface Distribution {
  readonly runs: number;
  /** The number of runs whose answer is known to be right or wrong, and of those that are right. */
  readonly known: number;
  readonly right: number;
  /** The share of the known runs that is right, with its 95 % interval; null when none is known. */
  readonly accuracy: { readonly share: number; readonly low: number; readonly high: number } | null;
  /** Sorted by count, the most frequent first (ties: the one seen first). */
  readonly answers: readonly Bar[];
  /** The mean cost of a run, in each currency. */
  readonly mean: Ledger;
}

/** @param checker of the problem that all outcomes answer. @returns null when there is no outcome. */
export function distributionOf(
  outcomes: readonly Outcome[],
  { key }: Pick<AnswerChecker, "key">,
): Distribution | null {
  const runs = outcomes.length;
  if (runs === 0) return null;
  const known = outcomes.filter(({ correct }) => correct !== null).length;
  const right = outcomes.filter(({ correct }) => correct === true).length;
  const bars = new Map<string | null, Bar>();
  for (const { answer, correct } of outcomes) {
    const group = answer === null ? null : key(answer);
    const bar = bars.get(group) ?? { answer, correct, count: 0 };
    bars.set(group, { ...bar, count: bar.count + 1 });
  }
  return {
    runs,
    known,
    right,
    accuracy: known === 0 ? null : { share: right / known, ...wilson(right / known, known) },
    answers: [...bars.values()].sort((a, b) => b.count - a.count),
    mean: ledgerBy(
      (currency) => outcomes.reduce((sum, { ledger }) => sum + ledger[currency], 0) / runs,
    ),
  };
}
