/**
 * Self-certainty (Kang et al. 2025, Scalable Best-of-N Selection for Large Language Models via
 * Self-Certainty, arXiv 2502.18581): how far the policy's next-token distributions are from
 * uniform, KL(U ‖ p) averaged over tokens (here a step's own), at temperature 1. The policy
 * notes it while sampling, so it costs no model call; of steps that it did not sample here it reads
 * them again. It is in [0, ∞) nats and no probability:
 * s / (s + log V), V being the size of the vocabulary, brings it into [0, 1) in the same order.
 */
import { noCost } from "../../search/cost.ts";
import type { ModelCard, NodeId, Verifier } from "../../search/model.ts";
import type { NodeTable } from "../memory/nodes.ts";
import { plain, type Reading } from "./reading.ts";
import type { StepValues } from "./step-values.ts";

/** KL(U ‖ p) of a step's tokens, summed, nats; 0 for the root, which nobody wrote. */
export const certainty = (vocabulary: number): Reading => ({
  ...plain(vocabulary, ({ tokens, after }) => {
    if (after(-1) === null) return 0;
    return tokens.reduce((sum, _, i) => sum + fromUniform(after(i - 1)), 0);
  }),
  looksBack: true,
});

/** @param logits of one token. */
function fromUniform(logits: Float32Array | null): number {
  if (!logits) return Number.NaN;
  const top = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - top), 0);
  const mean = logits.reduce((total, logit) => total + logit, 0) / logits.length;
  return top + Math.log(sum) - mean - Math.log(logits.length);
}

/** The same as the policy noted it while sampling: no model runs. */
export function sampledCertainty(nodes: NodeTable): StepValues {
  const judged = (id: NodeId): NodeId => nodes.nonEmpty(id);
  return {
    judged,
    read: async (ids, signal) => {
      signal?.throwIfAborted();
      const values = ids.map((id) => nodes.get(judged(id)).sampled?.certainty ?? 0);
      return { values, cost: noCost() };
    },
    stepCost: () => ({ tokens: 0, flops: 0 }),
    release() {},
  };
}

/**
 * @param certainties summed over each step's tokens.
 * @param vocabulary size of the policy's; @param card what runs for it.
 */
export const selfCertainty = (
  card: ModelCard,
  nodes: NodeTable,
  certainties: StepValues,
  vocabulary: number,
): Verifier => ({
  card,
  score: async (ids, signal) => {
    const { values, cost } = await certainties.read(ids, signal);
    const scores = ids.map((id, i) => {
      const { tokens } = nodes.get(certainties.judged(id));
      const mean = Math.max(0, (values[i] ?? Number.NaN) / tokens.length);
      return mean / (mean + Math.log(vocabulary));
    });
    return { scores, cost };
  },
  stepCost: (tokens, prefix) => certainties.stepCost(tokens, prefix),
  release: (ids) => certainties.release(ids),
});
