/** One step under several verifiers: what each makes of the same prefix. */
import type { Cost } from "../search/model.ts";
import type { ModelRun } from "./engine.ts";
import { EngineError } from "./errors.ts";
import type { NodePath } from "./path-step.ts";
import type { VerifierKind } from "./verifiers/choose.ts";

export interface ScorePathRequest extends NodePath {
  /** Catalog ids, or verifiers that are no model. */
  verifiers: readonly string[];
}

export interface PathScore {
  verifier: string;
  kind: VerifierKind;
  /** Of the path's last step, in [0, 1]. */
  score: number;
  /** Of the verifier's models, for the whole prefix. */
  cost: Cost;
}

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
