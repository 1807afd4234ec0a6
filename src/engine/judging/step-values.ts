/** One number a step, from one graph, from two graphs or from the policy's own record. */
import type { Cost, ModelCard, NodeId, Prefix, StepCost, Verifier } from "../../search/model.ts";
import { sigmoid } from "./reading.ts";

export interface StepValues {
  /**
   * @returns the node itself, or, when its step is empty or beyond the context, its last ancestor
   * that can be judged.
   */
  judged(node: NodeId): NodeId;
  /** @returns one number a node, read at its judged step. */
  read(nodes: readonly NodeId[], signal?: AbortSignal): Promise<{ values: number[]; cost: Cost }>;
  stepCost(tokens: number, prefix: Prefix): StepCost;
  release(nodes: readonly NodeId[]): void;
}

/**
 * A verifier over logits: P(correct) = sigmoid(logit / T), T being the calibration of Guo et al.
 * 2017, arXiv 1706.04599.
 */
export const logitVerifier = (
  card: ModelCard,
  logits: StepValues,
  temperature: number,
): Verifier => ({
  card,
  score: async (nodes, signal) => {
    const { values, cost } = await logits.read(nodes, signal);
    return { scores: values.map((logit) => sigmoid(logit / temperature)), cost };
  },
  stepCost: (tokens, prefix) => logits.stepCost(tokens, prefix),
  release: (nodes) => logits.release(nodes),
});
