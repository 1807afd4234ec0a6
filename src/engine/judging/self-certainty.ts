/**
 * Self-certainty (Kang et al. 2025, Scalable Best-of-N Selection for Large Language Models via
 * Self-Certainty, arXiv 2502.18581): how far the policy's next-token distributions are from
 * uniform, KL(U ‖ p) averaged over tokens (here a step's own), at temperature 1. The policy
 * records it while sampling, so it costs no model call; steps that the policy did not sample in
 * this run pass through the policy again. The value s is in [0, ∞) nats and is no probability:
 * s / (s + log V), V being the size of the vocabulary, maps it to [0, 1) without reordering.
 */
import { noCost } from "../../search/cost.ts";
import type { ModelCard, NodeId, Verifier } from "../../search/model.ts";
import type { Transcript } from "../memory/transcript.ts";
import { plain, type Reading } from "./reading.ts";
import type { StepValues } from "./step-values.ts";

/** Reads KL(U ‖ p) summed over a step's tokens, nats; 0 for the root, which has no step. */
export const certainty = (vocabulary: number): Reading => ({
  ...plain(vocabulary, ({ tokens, after }) => {
    if (after(-1) === null) return 0;
    return tokens.reduce((sum, _, i) => sum + fromUniform(after(i - 1)), 0);
  }),
  looksBack: true,
});

/** @param logits [vocabulary] of one token. @returns KL(U ‖ p), nats. */
function fromUniform(logits: Float32Array | null): number {
  if (!logits) return Number.NaN;
  const top = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - top), 0);
  const mean = logits.reduce((total, logit) => total + logit, 0) / logits.length;
  return top + Math.log(sum) - mean - Math.log(logits.length);
}

/** Gives what the policy recorded of it while sampling, so that no model runs. */
export function sampledCertainty(transcript: Transcript): StepValues {
  const judged = (id: NodeId): NodeId => transcript.nonEmpty(id);
  return {
    judged,
    read: async (ids, signal) => {
      signal?.throwIfAborted();
      const values = ids.map((id) => transcript.get(judged(id)).sampled?.certainty ?? 0);
      return { values, cost: noCost() };
    },
    stepCost: () => ({ tokens: 0, flops: 0 }),
    release() {},
  };
}

/**
 * @param certainties summed over each step's tokens.
 * @param vocabulary the size of the policy's.
 * @param card what a score is charged by.
 */
export const selfCertainty = (
  card: ModelCard,
  transcript: Transcript,
  certainties: StepValues,
  vocabulary: number,
): Verifier => ({
  card,
  score: async (ids, signal) => {
    const { values, cost } = await certainties.read(ids, signal);
    const scores = ids.map((id, i) => {
      const { tokens } = transcript.get(certainties.judged(id));
      const mean = Math.max(0, (values[i] ?? Number.NaN) / tokens.length);
      return mean / (mean + Math.log(vocabulary));
    });
    return { scores, cost };
  },
  stepCost: (tokens, prefix) => certainties.stepCost(tokens, prefix),
  release: (ids) => certainties.release(ids),
});
