/**
 * The two small interfaces between search and the world: a `Policy` that
 * proposes steps and a `Verifier` that scores them. Strategies see nothing else.
 */

/** 0 is the root (the prompt). A strategy numbers its nodes 1, 2, 3, … in creation order. */
export type NodeId = number;

/** Why a step ended: at the step separator, at end-of-sequence, or at the token cap. */
export type StepEnd = "step" | "eos" | "length";

export interface SamplingOptions {
  /** 0 means greedy. */
  temperature: number;
  /** Nucleus mass in (0, 1]; 1 keeps all. */
  topP: number;
  /** 0 keeps all. */
  topK: number;
  /** Cap on the tokens of one step. */
  maxStepTokens: number;
}

/**
 * Asks for one child of `parent`. Every draw of the child's tokens is keyed by
 * (run seed, child id, token index), so it does not depend on batching or device.
 */
export interface ExpandRequest {
  parent: NodeId;
  child: NodeId;
}

export interface Expansion {
  child: NodeId;
  /** Display text of the step, without the separator. */
  text: string;
  /** Token ids, the separator or EOS included. */
  tokens: number[];
  /** Sum of log p(token) at temperature 1 over `tokens`, in nats. */
  logprob: number;
  end: StepEnd;
}

/** The cost of a call, in the currencies of the ledger. */
export interface Cost {
  /** Tokens sampled. */
  generated: number;
  /** Tokens processed without being sampled in this call (prompts, evicted prefixes). */
  prefilled: number;
  /** Forward passes. */
  calls: number;
  /** FLOPs of all tokens processed (`flops.ts`). */
  flops: number;
}

export interface StepCost {
  tokens: number;
  flops: number;
}

/** The prefix of a step: the tokens of the prompt and of the path, and the number of steps on the path. */
export interface Prefix {
  tokens: number;
  steps: number;
}

export interface ModelCard {
  id: string;
  /** Parameters used per token (embedding look-up excluded, output head included). */
  parameters: number;
  /**
   * Heads · head dimension, summed over the layers: n_layer · d_attn; summed over all models that
   * run. Runs recorded before attention was counted do not have it.
   */
  attentionWidth?: number;
}

export interface Policy {
  readonly card: ModelCard;
  /**
   * Proposes one step for each request, as one batch. Parents must be the root or
   * children of earlier calls that have not been released.
   * @throws DOMException "AbortError" when `signal` fires.
   */
  expand(
    requests: readonly ExpandRequest[],
    sampling: SamplingOptions,
    signal?: AbortSignal,
  ): Promise<{ expansions: Expansion[]; cost: Cost }>;
  /** Says that these nodes will not be expanded again, so that their caches may be freed. */
  release(nodes: readonly NodeId[]): void;
}

export interface Verifier {
  readonly card: ModelCard;
  /**
   * P(correct) in [0, 1] at the end of each node's step: one number for each node, in order. A verifier
   * that measures something else says so, and maps it to [0, 1] without changing the order.
   */
  score(nodes: readonly NodeId[], signal?: AbortSignal): Promise<{ scores: number[]; cost: Cost }>;
  /**
   * The largest cost of scoring a step of this many tokens after a known prefix; when left out, it is
   * that many tokens of `card`.
   */
  stepCost?(tokens: number, prefix: Prefix): StepCost;
  release(nodes: readonly NodeId[]): void;
}
