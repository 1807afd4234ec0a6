/** The samples of one search as columns; each vote and aggregation can be computed from them. */
import { z } from "zod";
import type { AnswerChecker } from "../../problems/answers/checker.ts";
import type { SearchLog } from "../../search/events.ts";
import { emptyLedger, type Ledger, ledgerBy } from "../../search/ledger.ts";
import { ledgerSchema } from "../../search/log.ts";
import type { Tree } from "../../search/tree.ts";
import { elect, type Sample, samplesOf } from "../stats/sampling-metrics.ts";
import { type Point, VOTES } from "./plan.ts";

const flag = z.literal([0, 1]);

/** One column for each field, with one entry for each sample, in the order in which they finished. */
export const samplesSchema = z.strictObject({
  answers: z.array(z.string().nullable()),
  /** null when nobody knows. */
  correct: z.array(flag.nullable()),
  /** Whether the sample ended by itself, and may vote. */
  ended: z.array(flag),
  /** The raw scores of all steps; empty without a verifier. */
  scores: z.array(z.array(z.number())),
  /** The cost without the verifier, which is that of a majority vote. */
  ledger: ledgerSchema,
});
export type Samples = z.infer<typeof samplesSchema>;

/** @param tree the fold of the log. */
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

/** The answer of a sampling strategy on these samples of a problem. */
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

/** The last ledger minus what scoring added. */
function withoutVerifier(log: SearchLog): Ledger {
  let before = emptyLedger();
  let sum: Ledger | null = null;
  for (const event of log) {
    if (!("ledger" in event)) continue;
    const after = event.ledger;
    const [start, from] = [sum ?? emptyLedger(), before];
    if (event.type !== "score") sum = ledgerBy((of) => start[of] + after[of] - from[of]);
    before = after;
  }
  if (!sum) throw new RangeError("A log without a ledger has no samples.");
  return sum;
}
