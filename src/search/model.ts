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
 * Ask for one child of `parent`. Every draw of the child's tokens is keyed by
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

/** What a call cost, in the ledger's currencies. */
export interface Cost {
  /** Tokens sampled. */
  generated: number;
  /** Tokens run through the model without being sampled here (prompts, evicted prefixes). */
  prefilled: number;
  /** Forward passes. */
  calls: number;
  /** Of all tokens processed (`flops.ts`). */
  flops: number;
}

export interface StepCost {
  tokens: number;
  flops: number;
}

/** What a step stands on: tokens of the prompt and of the path, and the path's steps. */
export interface Prefix {
  tokens: number;
  steps: number;
}

export interface ModelCard {
  id: string;
  /** Parameters used per token (embedding look-up excluded, output head included). */
  parameters: number;
  /**
   * Heads · head dimension, summed over the layers: n_layer · d_attn. Of several models that all
   * run, their sum. Left out of runs recorded before attention was counted.
   */
  attentionWidth?: number;
}

export interface Policy {
  readonly card: ModelCard;
  /**
   * Propose one step for each request, as one batch. Parents must be the root or
   * children of earlier calls that have not been released.
   * @throws DOMException "AbortError" when `signal` fires.
   */
  expand(
    requests: readonly ExpandRequest[],
    sampling: SamplingOptions,
    signal?: AbortSignal,
  ): Promise<{ expansions: Expansion[]; cost: Cost }>;
  /** These nodes will not be expanded again: their caches may be freed. */
  release(nodes: readonly NodeId[]): void;
}

export interface Verifier {
  readonly card: ModelCard;
  /**
   * P(correct) in [0, 1] at the end of each node's step; one number a node, in order. A
   * verifier that measures something else says so, and maps it to [0, 1] without reordering.
   */
  score(nodes: readonly NodeId[], signal?: AbortSignal): Promise<{ scores: number[]; cost: Cost }>;
  /**
   * The most that scoring one step of so many tokens runs through its models, the prefix being
   * known: that many tokens of `card` when left out.
   */
  stepCost?(tokens: number, prefix: Prefix): StepCost;
  release(nodes: readonly NodeId[]): void;
}
