/** The shape of trajectories on a problem: all that an estimate of costs needs to know. */
import type { ModelCard } from "./model.ts";
import { finishedOf } from "./path.ts";
import type { Tree } from "./tree.ts";

export interface Shape {
  promptTokens: number;
  /** The mean number of steps of a trajectory, and of tokens of a step. */
  steps: number;
  stepTokens: number;
  policy: ModelCard;
  verifier: ModelCard | null;
  /** The pace of the models; only budgets in seconds need it. */
  pace?: { secondsPerCall: number; secondsPerFlop: number };
}

/** The shape of the trajectories that a run has sampled; null when none has ended. */
export function shapeOf(tree: Tree): Shape | null {
  const ends = finishedOf(tree);
  if (!tree.start || ends.length === 0) return null;
  const { policy, verifier } = tree.start;
  const steps = ends.reduce((sum, { depth }) => sum + depth, 0);
  const tokens = ends.reduce((sum, { path }) => sum + path.tokens, 0);
  const prompt = tree.ledgers.find((ledger) => ledger.policyCalls > 0)?.prefillTokens ?? 0;
  return {
    promptTokens: prompt,
    steps: steps / ends.length,
    stepTokens: tokens / steps,
    policy,
    verifier,
  };
}
