/** Scores trajectories that were written elsewhere with the default verifier. */

import type { JudgeRequest } from "../contract/engine.ts";
import { EngineError } from "../contract/errors.ts";
import { openVerifier } from "../judging/open.ts";
import { scoresOf, TrajectoryTree } from "../tasks/judge.ts";
import type { Parts } from "./loaded.ts";
import { transcriptOf } from "./open-run.ts";
import { verifierCaches } from "./verifier-caches.ts";

/** See `Engine.judge`. @throws EngineError */
export async function judge(
  parts: Parts,
  { problem, trajectories }: JudgeRequest,
): Promise<number[][]> {
  const { policy, verifier } = parts;
  if (!verifier) throw new EngineError("bad-request", "No verifier is loaded to judge with.");
  if (verifier.kind === "self-certainty")
    throw new EngineError("bad-request", "Self-certainty judges only what the policy samples.");
  const transcript = transcriptOf(policy, problem);
  const tree = new TrajectoryTree(transcript, policy.vocabulary, policy.style);
  const nodes = trajectories.map((steps) => tree.add(steps));
  const caches = verifierCaches(parts);
  try {
    const models = { ...parts, policyId: policy.model.id, caches: caches.make };
    const run = { transcript, fork: true, sampled: false };
    return await scoresOf(openVerifier(models, verifier, run, problem), nodes);
  } finally {
    caches.close();
  }
}
