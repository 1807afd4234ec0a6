/**
 * Self-certainty (Kang et al. 2025, Scalable Best-of-N Selection for Large Language Models via
 * Self-Certainty, arXiv 2502.18581): how far the policy's next-token distributions are from
 * uniform, KL(U ‖ p) averaged over tokens (here a step's own), at temperature 1. The policy
 * notes it while sampling, so it costs no model call. It is in [0, ∞) nats and no probability:
 * s / (s + log V), V being the size of the vocabulary, brings it into [0, 1) in the same order.
 */
import { noCost } from "../../search/cost.ts";
import type { Verifier } from "../../search/model.ts";
import type { NodeTable } from "../nodes.ts";

export const SELF_CERTAINTY = "self-certainty" as const;

/** @param vocabulary size of the policy's. */
export function selfCertainty(nodes: NodeTable, vocabulary: number): Verifier {
  return {
    card: { id: SELF_CERTAINTY, parameters: 0 },
    stepCost: () => ({ tokens: 0, flops: 0 }),
    async score(ids, signal) {
      signal?.throwIfAborted();
      const scores = ids.map((id) => {
        const { sampled, tokens } = nodes.get(nodes.nonEmpty(id));
        const mean = sampled ? Math.max(0, sampled.certainty / tokens.length) : 0;
        return mean / (mean + Math.log(vocabulary));
      });
      return { scores, cost: noCost() };
    },
    release() {},
  };
}
