/** Reads a node of a log again: its problem, and the steps that lead to it, by their token ids. */

import { readProblem } from "../../problems/families/index.ts";
import type { Problem, ProblemRecord } from "../../problems/problem.ts";
import { EngineError } from "../contract/errors.ts";
import type { PathStep } from "../contract/requests.ts";
import { displayText, type Transcript } from "../memory/transcript.ts";
import type { Vocabulary } from "../text/tokenizer.ts";

/** @throws EngineError "bad-request" when the family cannot read the text. */
export function problemIn(record: ProblemRecord): Problem {
  const parsed = readProblem(record);
  if (parsed.ok) return parsed.problem;
  const { message, example } = parsed.error;
  throw new EngineError("bad-request", message, example && `For example: ${example}`);
}

/**
 * Writes a path as the nodes 1, 2, 3, … of a transcript.
 * @param policy its id, and the size of its vocabulary.
 * @throws EngineError "bad-request" when the ids do not say the text of their step: a log may be
 * another policy's, whose ids mean something else.
 */
export function writePath(
  transcript: Transcript,
  path: readonly PathStep[],
  { decode }: Pick<Vocabulary, "decode">,
  policy: { id: string; size: number },
): void {
  for (const [i, { text: shown, tokens, end }] of path.entries()) {
    const known = tokens.length > 0 && tokens.every((token) => token < policy.size);
    const text = known ? decode(tokens) : "";
    if (!known || displayText(text) !== shown)
      throw new EngineError(
        "bad-request",
        `This run's steps are not written in the tokens of ${policy.id}, so it cannot read them.`,
      );
    transcript.add(i + 1, { parent: i, text, tokens, end, sampled: null });
  }
}
