/** A step of a log's path as the engine takes it up again: by its token ids, never by its text. */

import { readProblem } from "../../problems/families/index.ts";
import type { Problem, ProblemRecord } from "../../problems/problem.ts";
import { EngineError } from "../contract/errors.ts";
import type { PathStep } from "../contract/requests.ts";
import type { Vocabulary } from "../text/tokenizer.ts";

/** @throws EngineError "bad-request" when the family cannot read the text. */
export function problemIn(record: ProblemRecord): Problem {
  const parsed = readProblem(record);
  if (parsed.ok) return parsed.problem;
  const { message, example } = parsed.error;
  throw new EngineError("bad-request", message, example && `For example: ${example}`);
}

/**
 * A log may be another policy's, or a test's: the same ids then say something else.
 * @param size of the policy's vocabulary. @throws EngineError "bad-request"
 */
export function checkPath(
  path: readonly PathStep[],
  vocabulary: Pick<Vocabulary, "text">,
  { policy, size }: { policy: string; size: number },
): void {
  const strange = path.find(
    ({ text, tokens }) =>
      tokens.length === 0 ||
      tokens.some((token) => token >= size) ||
      vocabulary.text(tokens) !== text,
  );
  if (strange)
    throw new EngineError(
      "bad-request",
      `This run's steps are not written in the tokens of ${policy}, so it cannot take them up.`,
    );
}
