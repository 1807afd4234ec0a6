/**
 * The oracle: a verifier that is not a model but the family's own checker. It costs nothing and knows
 * what no model may know, so it is an upper bound for the others.
 */
import { checkerFor, familyOf } from "../problems/families/index.ts";
import { firstWrong } from "../problems/first-wrong.ts";
import type { Problem } from "../problems/problem.ts";
import { noCost } from "./cost.ts";
import type { NodeId, Verifier } from "./model.ts";

export const ORACLE = "oracle" as const;

/** The text of the path to a node. */
export interface PathText {
  /** The display texts of its steps. */
  steps: readonly string[];
  /** Whether the last step ended the trajectory. */
  finished: boolean;
}

/**
 * Whether every step is right (`checkStep`) and, if the last one ended the trajectory, its answer too,
 * since right steps may stop too early.
 */
export function isRightSoFar(problem: Problem, { steps, finished }: PathText): boolean {
  if (firstWrong(problem, steps) !== null) return false;
  if (!finished) return true;
  const answer = familyOf(problem.family).extractAnswer(problem, steps);
  return checkerFor(problem).isRight(answer) === true;
}

/** Its score is 1 when all is right so far, else 0. @param pathTo the text of the path to a node. */
export const oracleVerifier = (problem: Problem, pathTo: (node: NodeId) => PathText): Verifier => ({
  card: { id: ORACLE, parameters: 0 },
  stepCost: () => ({ tokens: 0, flops: 0 }),
  async score(nodes, signal) {
    signal?.throwIfAborted();
    const scores = nodes.map((node) => (isRightSoFar(problem, pathTo(node)) ? 1 : 0));
    return { scores, cost: noCost() };
  },
  release() {},
});
