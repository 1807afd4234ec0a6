/** The outcomes of a file: one for each run, and one for each other vote on the samples of a run. */
import { checkerFor } from "../../problems/families/index.ts";
import type { FamilyId } from "../../problems/family.ts";
import type { Aggregation } from "../../search/aggregate.ts";
import { type Ledger, ledgerBy } from "../../search/ledger.ts";
import { byProblem, mean, type Success } from "../stats/accuracy.ts";
import { type Candidate, chooseByBin, quantileBins } from "../stats/difficulty-bins.ts";
import { groupBy } from "../stats/group.ts";
import { passAtK } from "../stats/statistics.ts";
import type { Header, RunLine } from "./file.ts";
import { type Point, VOTES } from "./plan.ts";
import { answerOfSamples, type Samples } from "./samples.ts";
import { SIZE } from "./settings.ts";

/** The outcome of a run whose answer is known to be right or wrong. */
export interface Outcome extends Point, Success {
  /** "all" when problems of several kinds are pooled. */
  family: FamilyId | "all";
  difficulty: number | null;
  seed: number;
  /** The value of the strategy's size knob; null when it has none. */
  size: number | null;
  ledger: Ledger;
}

/** The probability that any of N samples is right: the accuracy of a verifier that never errs. */
export const PASS = "pass@k";
/** For each problem, the strategy that is best at its difficulty. */
export const BY_BIN = "best by difficulty";

/**
 * The outcomes of the runs. Runs are left out when nobody knows whether their answers are right. Runs with
 * samples also give, at no cost, the outcomes of the other aggregations that are asked for, of a majority
 * vote, and of pass@k.
 */
export function outcomesOf(
  { header, runs }: { header: Header; runs: readonly RunLine[] },
  aggregations: readonly Aggregation[] = header.settings.aggregations,
): Outcome[] {
  const outcomes = new Map<string, Outcome>();
  const add = (outcome: Outcome | null): void => {
    if (outcome === null) return;
    const key = JSON.stringify([keyOf(outcome), outcome.seed, outcome.family, outcome.problem]);
    if (!outcomes.has(key)) outcomes.set(key, outcome);
  };
  const wanted = (one: Aggregation | null) => one === null || aggregations.includes(one);
  for (const run of runs) if (wanted(run.aggregation)) add(outcomeOf(run));
  const { strategies, currency, knobs } = header.settings;
  // Under a stopping rule another vote would have drawn other samples.
  if ((knobs.stop ?? "never") !== "never") return [...outcomes.values()];
  // pass@k for few samples is estimated from the largest set of samples of that problem and seed.
  const largest = new Map<string, Samples["correct"]>();
  for (const run of runs) {
    const before = largest.get(drawnOf(run))?.length ?? 0;
    if (run.samples && run.samples.correct.length > before) {
      largest.set(drawnOf(run), run.samples.correct);
    }
  }
  for (const run of runs) {
    if (!run.samples) continue;
    if (run.prm !== null) {
      for (const strategy of strategies.filter((id) => id in VOTES && id !== "majority")) {
        for (const aggregation of aggregations) add(voted(run, { ...run, strategy, aggregation }));
      }
    }
    // Under a hard stop, a vote without the verifier could have paid for more samples.
    if (currency !== SIZE) continue;
    const bare = { ...run, prm: null, aggregation: null };
    add(voted(run, { ...bare, strategy: "majority" }));
    const own = outcomeOf(run);
    if (own === null) continue;
    const most = largest.get(drawnOf(run)) ?? run.samples.correct;
    const right = most.filter((one) => one === 1).length;
    const value = passAtK(most.length, right, run.samples.correct.length);
    add({
      ...own,
      ...pointOf({ ...bare, strategy: PASS }),
      value,
      ledger: run.samples.ledger,
    });
  }
  return [...outcomes.values()];
}

/** A key that runs share when their samples are of one problem, policy and seed. */
const drawnOf = ({ problem, policy, seed }: RunLine): string =>
  JSON.stringify([problem.family, problem.text, policy, seed]);

function voted(run: RunLine, point: Point): Outcome | null {
  if (!run.samples) throw new RangeError("A run without samples cannot be voted on again.");
  const { correct } = answerOfSamples(run.samples, point, checkerFor(run.problem));
  const ledger = point.prm === null ? run.samples.ledger : run.ledger;
  return outcomeOf({ ...run, ...pointOf(point), correct, ledger });
}

/** null when nobody knows. */
function outcomeOf({ problem, seed, size, correct, ledger, ...point }: RunLine): Outcome | null {
  if (correct === null) return null;
  const { family, difficulty, text } = problem;
  return {
    ...pointOf(point),
    family,
    difficulty,
    problem: text,
    seed,
    size,
    value: correct ? 1 : 0,
    ledger,
  };
}

export const pointOf = ({ policy, strategy, prm, aggregation, budget }: Point): Point => ({
  policy,
  strategy,
  prm,
  aggregation,
  budget,
});

/** A key that the points of one curve share: all but the budget. */
export const curveOf = ({ policy, strategy, prm, aggregation }: Point): string =>
  JSON.stringify([policy, strategy, prm, aggregation]);

const keyOf = (point: Point): string => JSON.stringify([curveOf(point), point.budget]);

/** The pass@1 of each problem, by policy. */
export type PassAtOne = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Estimates pass@1 from all samples of a policy that the runs hold. */
export function passAtOneOf(runs: readonly RunLine[]): PassAtOne {
  const sampled = runs.flatMap(({ policy, problem, samples }) =>
    (samples?.correct ?? []).flatMap((value) =>
      value === null ? [] : [{ policy, problem: problem.text, value }],
    ),
  );
  const policies = groupBy(sampled, ({ policy }) => policy);
  return new Map([...policies].map(([policy, own]) => [policy, byProblem(own)]));
}

/** The quintile of each problem by the policy's pass@1; 1 is the easiest. */
export const binsOf = (passAtOne: PassAtOne, policy: string): Map<string, number> =>
  quantileBins(passAtOne.get(policy) ?? new Map());

/**
 * The outcomes of one more strategy: the best of each bin and budget, chosen on other problems
 * (`chooseByBin`).
 */
export function bestByBin(
  outcomes: readonly Outcome[],
  policy: string,
  bins: ReadonlyMap<string, number>,
): Outcome[] {
  const own = outcomes.filter((one) => one.policy === policy && one.strategy !== PASS);
  const budgets = [...new Set(own.flatMap(({ budget }) => budget ?? []))];
  return budgets.flatMap((budget) => {
    const here = own.filter((one) => one.budget === budget);
    const curves = [...new Set(here.map(curveOf))].sort();
    const candidates = curves.map(
      (id): Candidate => ({ id, values: byProblem(here.filter((one) => curveOf(one) === id)) }),
    );
    const chosen = chooseByBin(candidates, bins);
    return here
      .filter((one) => chosen.get(one.problem) === curveOf(one))
      .map((one) => ({ ...one, strategy: BY_BIN, prm: null, aggregation: null }));
  });
}

/** The mean of each currency over problems, where each problem counts with its mean over seeds. */
export const meanLedger = (outcomes: readonly Outcome[]): Ledger =>
  ledgerBy((currency) => {
    const spent = outcomes.map(({ problem, ledger }) => ({ problem, value: ledger[currency] }));
    return mean([...byProblem(spent).values()]);
  });
