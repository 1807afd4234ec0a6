/**
 * Metrics of n independent samples per problem, read from best-of-N logs: pass@k, majority vote, and
 * best-of-N and weighted vote by each aggregation of the same step scores. One set of samples gives
 * them all, so the differences between rules are paired.
 */
import type { AnswerChecker } from "../../problems/answers/checker.ts";
import { AGGREGATIONS, type Aggregation, aggregate } from "../../search/aggregate.ts";
import type { NodeId } from "../../search/model.ts";
import { finishedOf, pathTo, scoresTo } from "../../search/path.ts";
import type { Tree, TreeNode, VoteRule } from "../../search/tree.ts";
import { count } from "../../search/votes.ts";
import type { Judged } from "../card/judged.ts";
import { bootstrapMean, type Estimate } from "./bootstrap.ts";
import { passAtK } from "./statistics.ts";

/** One sampled trajectory. */
export interface Sample {
  /** null when it gave no answer. */
  answer: string | null;
  /** The answer's key (`AnswerChecker`): samples of one key agree. */
  key: string | null;
  /** null when nobody knows. */
  correct: boolean | null;
  /** Whether it ended by itself; a sample that a cap cut off does not vote. */
  ended: boolean;
  /** Raw step scores from the first step to the last; empty without a verifier. */
  scores: readonly number[];
}

/** A sample with the token ids of each of its steps, separator or end included. */
export interface Drawn extends Sample {
  readonly steps: readonly (readonly number[])[];
}

/** The completions of a run that samples independently, in the order in which they finished. */
export const samplesOf = (tree: Tree, checker: AnswerChecker): Drawn[] =>
  finishedOf(tree).map((leaf) => sampleAt(tree, leaf, checker));

/** The same in the order in which they were drawn, so that the first few of them are a fair sample too. */
export function drawnOf(tree: Tree, checker: AnswerChecker): Drawn[] {
  const first = ({ id }: TreeNode): NodeId => pathTo(tree, id)[0]?.id ?? 0;
  return finishedOf(tree)
    .sort((a, b) => first(a) - first(b))
    .map((leaf) => sampleAt(tree, leaf, checker));
}

function sampleAt(tree: Tree, { id, end, finish }: TreeNode, checker: AnswerChecker): Drawn {
  const answer = finish?.answer ?? null;
  return {
    answer,
    key: answer === null ? null : checker.key(answer),
    correct: checker.isRight(answer),
    ended: end === "eos",
    scores: scoresTo(tree, id) ?? [],
    steps: pathTo(tree, id).map(({ tokens }) => tokens),
  };
}

/** Metrics by name, such as "pass@1" or "best-of-16 (min)"; each is a mean over problems. */
export type Metrics = Record<string, Estimate>;

/**
 * @param problems the samples of each problem, n ≥ 1 of each, in the order in which they were drawn;
 * problems of which nobody knows the answer are left out.
 * @param n the number in the names of the metrics.
 */
export function samplingMetrics(problems: readonly (readonly Sample[])[], n: number): Metrics {
  const known = problems.filter((samples) => samples.some(({ correct }) => correct !== null));
  const rows = known.map((samples) => metricsOf(samples, n));
  const names = Object.keys(rows[0] ?? {});
  const estimate = (name: string): Estimate => bootstrapMean(rows.map((row) => row[name] ?? 0));
  return Object.fromEntries(names.map((name) => [name, estimate(name)]));
}

function metricsOf(samples: readonly Sample[], n: number): Record<string, number> {
  const right = samples.filter((sample) => sample.correct).length;
  const at = (k: number): number => passAtK(samples.length, right, k);
  const one = at(1);
  const many = at(n);
  const row: Record<string, number> = {
    "pass@1": one,
    [`pass@${n}`]: many,
    [`pass@${n} - pass@1`]: many - one,
    [`majority@${n}`]: chosen(samples, "majority", null),
  };
  if (samples.some((sample) => sample.scores.length > 0)) {
    for (const rule of AGGREGATIONS) {
      const best = chosen(samples, "best", rule);
      row[`best-of-${n} (${rule})`] = best;
      row[`best-of-${n} (${rule}) - pass@1`] = best - one;
      row[`weighted-${n} (${rule})`] = chosen(samples, "weighted", rule);
    }
  }
  return row;
}

/** 1 when the rule chooses a right answer, else 0. */
export const chosen = (
  samples: readonly Sample[],
  vote: VoteRule,
  rule: Aggregation | null,
): number => (elect(samples, vote, rule)?.correct ? 1 : 0);

/**
 * The sample that gives the elected answer, as in a run that drew these samples: of those that agree, the
 * first.
 * @param samples in the order in which they finished. @param rule null for a majority vote.
 */
export function elect(
  samples: readonly Sample[],
  vote: VoteRule,
  rule: Aggregation | null,
): Sample | null {
  const ballots = samples.flatMap(({ key, ended, scores }, node) =>
    ended ? [{ node, answer: key, score: rule === null ? null : aggregate(rule, scores) }] : [],
  );
  const { tally } = count(vote, ballots, { key: (answer) => answer });
  return samples[tally[0]?.nodes[0] ?? -1] ?? null;
}

/** For `judged.ts`: the samples of each problem that ended by themselves, with their aggregated scores. */
export const judgedBy = (problems: readonly (readonly Sample[])[], rule: Aggregation): Judged[][] =>
  problems.map((samples) =>
    samples.flatMap(({ correct, ended, scores }) =>
      correct !== null && ended && scores.length > 0
        ? [{ right: correct, score: aggregate(rule, scores) }]
        : [],
    ),
  );
