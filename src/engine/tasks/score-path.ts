/** Scores one step of a log with several verifiers, one after the other. */

import type { Engine, ModelRun } from "../contract/engine.ts";
import { EngineError } from "../contract/errors.ts";
import type { PathScore, ScorePathRequest } from "../contract/requests.ts";
import { describeVerifier, type VerifierChoice } from "../sources/choose-verifier.ts";
import { problemIn } from "./path-step.ts";

/**
 * See `Engine.scorePath`.
 * @param fetchVerifier makes a verifier's models ready.
 * @throws EngineError; "bad-request" for the root, which has no step.
 */
export async function scorePath(
  engine: Pick<Engine, "openRun">,
  fetchVerifier: (id: string) => Promise<VerifierChoice>,
  { path, policy, verifiers, ...request }: ScorePathRequest,
  signal?: AbortSignal,
): Promise<PathScore[]> {
  if (path.length === 0)
    throw new EngineError(
      "bad-request",
      "The problem is not a step, so there is nothing to score.",
    );
  const problem = problemIn(request.problem);
  const scores: PathScore[] = [];
  for (const verifier of verifiers) {
    const { kind } = describeVerifier(await fetchVerifier(verifier));
    signal?.throwIfAborted();
    const run = engine.openRun({ seed: 0, problem, path, verifier, ...(policy && { policy }) });
    scores.push({ verifier, kind, ...(await scoreOf(run, path.length, signal)) });
  }
  return scores;
}

/** Closes the run. */
async function scoreOf(
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
