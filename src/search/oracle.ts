/**
 * The oracle: not a model but the family's own checker, as a verifier. It costs nothing and
 * knows what no model may know, so it is an upper bound to draw beside the others.
 */
import type { Family, Problem } from "../problems/family.ts";
import { noCost } from "./cost.ts";
import type { NodeId, Verifier } from "./model.ts";

export const ORACLE = "oracle" as const;

/** What a node's path says: display texts of its steps, and whether the last one ended it. */
export interface Said {
  steps: readonly string[];
  finished: boolean;
}

/**
 * @param said the path to a node; empty steps are passed over.
 * Scores are 1 where every step up to the node's is right (`checkStep`), else 0. A finished
 * trajectory must have come to a right answer as well: right steps may stop too early.
 */
export function oracleVerifier(
  family: Family,
  problem: Problem,
  said: (node: NodeId) => Said,
): Verifier {
  const right = ({ steps, finished }: Said): boolean => {
    const all = steps.filter((step) => step !== "");
    if (!all.every((step, i) => family.checkStep(problem, all.slice(0, i), step).ok)) return false;
    if (!finished) return true;
    const answer = family.extractAnswer(problem, all);
    return answer !== null && family.checkAnswer(problem, answer);
  };
  return {
    card: { id: ORACLE, parameters: 0 },
    stepCost: () => ({ tokens: 0, flops: 0 }),
    async score(nodes, signal) {
      signal?.throwIfAborted();
      return { scores: nodes.map((node) => (right(said(node)) ? 1 : 0)), cost: noCost() };
    },
    release() {},
  };
}
