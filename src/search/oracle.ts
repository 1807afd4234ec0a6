/**
 * The oracle: not a model but the family's own checker, as a verifier. It costs nothing and
 * knows what no model may know, so it is an upper bound to draw beside the others.
 */
import { checkerFor, familyOf } from "../problems/families/index.ts";
import { firstWrong } from "../problems/first-wrong.ts";
import type { Problem } from "../problems/problem.ts";
import { noCost } from "./cost.ts";
import type { NodeId, Verifier } from "./model.ts";

export const ORACLE = "oracle" as const;

/** What a node's path says: display texts of its steps, and whether the last one ended it. */
export interface Said {
  steps: readonly string[];
  finished: boolean;
}

/**
 * Whether every step is right (`checkStep`), and, where the last one ended the trajectory, its
 * answer too: right steps may stop too early.
 */
export function isRightSoFar(problem: Problem, { steps, finished }: Said): boolean {
  if (firstWrong(problem, steps)) return false;
  if (!finished) return true;
  const answer = familyOf(problem.family).extractAnswer(problem, steps);
  return checkerFor(problem).isRight(answer) === true;
}

/** Scores are 1 where all is right so far, else 0. @param said the path to a node. */
export const oracleVerifier = (problem: Problem, said: (node: NodeId) => Said): Verifier => ({
  card: { id: ORACLE, parameters: 0 },
  stepCost: () => ({ tokens: 0, flops: 0 }),
  async score(nodes, signal) {
    signal?.throwIfAborted();
    const scores = nodes.map((node) => (isRightSoFar(problem, said(node)) ? 1 : 0));
    return { scores, cost: noCost() };
  },
  release() {},
});
