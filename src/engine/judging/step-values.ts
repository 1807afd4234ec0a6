/** One number a step, wherever it comes from: a graph, two graphs, or the policy's own record. */
import type { Cost, ModelCard, NodeId, Prefix, StepCost, Verifier } from "../../search/model.ts";
import { sigmoid } from "./reading.ts";

export interface StepValues {
  /** The node whose step stands for this one: itself, unless it is empty or beyond the context. */
  judged(node: NodeId): NodeId;
  /** One number a node, of its judged step. */
  read(nodes: readonly NodeId[], signal?: AbortSignal): Promise<{ values: number[]; cost: Cost }>;
  stepCost(tokens: number, prefix: Prefix): StepCost;
  release(nodes: readonly NodeId[]): void;
}

/**
 * A verifier over logits: P(correct) = sigmoid(logit / T), the temperature T being the
 * calibration of Guo et al. 2017, arXiv 1706.04599.
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
