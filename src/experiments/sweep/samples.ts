/** What one search of samples says of each vote and aggregation, at no cost of a model. */
import { z } from "zod";
import type { AnswerChecker } from "../../problems/answers/checker.ts";
import type { SearchLog } from "../../search/events.ts";
import type { Ledger } from "../../search/ledger.ts";
import { ledgerSchema } from "../../search/log.ts";
import type { Tree } from "../../search/tree.ts";
import { elect, type Sample, samplesOf } from "../stats/sampling-metrics.ts";
import { type Point, VOTES } from "./plan.ts";

const flag = z.literal([0, 1]);

/** A column a field, one entry a sample, in the order in which they finished. */
export const samplesSchema = z.strictObject({
  answers: z.array(z.string().nullable()),
  /** null where nobody knows. */
  correct: z.array(flag.nullable()),
  /** Whether it ended by itself, and may vote. */
  ended: z.array(flag),
  /** Raw step scores, in full; empty without a verifier. */
  scores: z.array(z.array(z.number())),
  /** What they cost without the verifier: the bill of a majority vote. */
  ledger: ledgerSchema,
});
export type Samples = z.infer<typeof samplesSchema>;

/** @param tree the log's fold. */
export function packSamples(log: SearchLog, tree: Tree, checker: AnswerChecker): Samples {
  const samples = samplesOf(tree, checker);
  return {
    answers: samples.map(({ answer }) => answer),
    correct: samples.map(({ correct }) => (correct === null ? null : correct ? 1 : 0)),
    ended: samples.map(({ ended }) => (ended ? 1 : 0)),
    scores: samples.map(({ scores }) => [...scores]),
    ledger: withoutVerifier(log),
  };
}

export const unpackSamples = (
  { answers, correct, ended, scores }: Samples,
  { key }: Pick<AnswerChecker, "key">,
): Sample[] =>
  answers.map((answer, i) => ({
    answer,
    key: answer === null ? null : key(answer),
    correct: knownFlag(correct[i]),
    ended: ended[i] === 1,
    scores: scores[i] ?? [],
  }));

const knownFlag = (flag: 0 | 1 | null | undefined): boolean | null =>
  flag === undefined || flag === null ? null : flag === 1;

/** What a sampling strategy answers with these samples of a problem. */
export function answerOfSamples(
  samples: Samples,
  { strategy, aggregation }: Pick<Point, "strategy" | "aggregation">,
  checker: AnswerChecker,
): { answer: string | null; correct: boolean | null } {
  const vote = VOTES[strategy];
  if (!vote) throw new RangeError(`${strategy} does not sample trajectories apart.`);
  const elected = elect(unpackSamples(samples, checker), vote, aggregation);
  const answer = elected?.answer ?? null;
  return { answer, correct: elected ? elected.correct : checker.isRight(null) };
}

/** The last ledger less what the events of scoring added. */
function withoutVerifier(log: SearchLog): Ledger {
  let before: Ledger | null = null;
  let sum: Ledger | null = null;
  for (const event of log) {
    if (!("ledger" in event)) continue;
    const after = event.ledger;
    if (event.type !== "score") sum = add(sum, before, after);
    before = after;
  }
  if (!sum) throw new RangeError("A log without a ledger has no samples.");
  return sum;
}

/** @returns sum + (after − before), field by field. */
const add = (sum: Ledger | null, before: Ledger | null, after: Ledger): Ledger => ({
  completions: (sum?.completions ?? 0) + after.completions - (before?.completions ?? 0),
  policyTokens: (sum?.policyTokens ?? 0) + after.policyTokens - (before?.policyTokens ?? 0),
  prefillTokens: (sum?.prefillTokens ?? 0) + after.prefillTokens - (before?.prefillTokens ?? 0),
  prmTokens: (sum?.prmTokens ?? 0) + after.prmTokens - (before?.prmTokens ?? 0),
  policyCalls: (sum?.policyCalls ?? 0) + after.policyCalls - (before?.policyCalls ?? 0),
  prmCalls: (sum?.prmCalls ?? 0) + after.prmCalls - (before?.prmCalls ?? 0),
  flops: (sum?.flops ?? 0) + after.flops - (before?.flops ?? 0),
  seconds: (sum?.seconds ?? 0) + after.seconds - (before?.seconds ?? 0),
});
