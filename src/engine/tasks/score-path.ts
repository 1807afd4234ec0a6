/** One step under several verifiers: what each makes of the same prefix. */

import type { ModelRun } from "../contract/engine.ts";
import { EngineError } from "../contract/errors.ts";
import type { PathScore, ScorePathRequest } from "../contract/requests.ts";

/** @throws EngineError "bad-request" for the root, which is no step. */
export function checkHasStep({ path }: ScorePathRequest): void {
  if (path.length === 0)
    throw new EngineError("bad-request", "The problem is no step; there is nothing to score.");
}

/** @param run opened on the path with the verifier in question. Closes it. */
export async function scoreLast(
  run: ModelRun,
  node: number,
  signal?: AbortSignal,
): Promise<Pick<PathScore, "score" | "cost">> {
  try {
    if (!run.verifier) throw new EngineError("internal", "The run has no verifier.");
    const { scores, cost } = await run.verifier.score([node], signal);
    const [score] = scores;
    if (score === undefined || Number.isNaN(score))
      throw new EngineError("internal", "The verifier gave no score.");
    return { score, cost };
  } finally {
    run.close();
  }
}
