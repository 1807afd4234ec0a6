/** A run's nodes as they were written: the policy adds them, the policy and verifiers read them. */
import { type Conversation, plainText } from "../../prompts/conversation.ts";
import type { NodeId, StepEnd } from "../../search/model.ts";

/** What a cache needs to know of a node: the tokens that its step added. */
export interface NodeTokens {
  /** null for the root. */
  parent: NodeId | null;
  tokens: readonly number[];
}

/** Sums over a step's tokens, taken from the distributions that they were sampled from. */
export interface Sampled {
  /** log p(token) at temperature 1, nats. */
  logprob: number;
  /** KL(U ‖ p), nats (see judging/self-certainty.ts). */
  certainty: number;
}

export interface Written extends NodeTokens {
  /** Exactly what the tokens say, separator included; special tokens say nothing. */
  text: string;
  /** null for the root. */
  end: StepEnd | null;
  /** null when this run's policy did not sample the tokens. */
  sampled: Sampled | null;
}

/** A step's text as logs and the page show it. */
export const displayText = (text: string): string => text.trim();

export class Transcript {
  readonly #written = new Map<NodeId, Written>();

  /** @param tokens of the conversation, in the policy's vocabulary: node 0, the root. */
  constructor(
    readonly conversation: Conversation,
    tokens: readonly number[],
  ) {
    const text = plainText(conversation);
    this.#written.set(0, { parent: null, text, tokens, end: null, sampled: null });
  }

  /** @throws RangeError when no step was ever written for the node. */
  get = (id: NodeId): Written => {
    const written = this.#written.get(id);
    if (!written) throw new RangeError(`Node ${id} does not exist in this run`);
    return written;
  };

  /** @throws RangeError when the node exists already. */
  add(id: NodeId, written: Written): void {
    if (this.#written.has(id)) throw new RangeError(`Node ${id} exists already`);
    this.#written.set(id, written);
  }

  /** Nodes from the first step to this one, the root left out. */
  path(id: NodeId): NodeId[] {
    const { parent } = this.get(id);
    return parent === null ? [] : [...this.path(parent), id];
  }

  /** All token ids from the prompt to the end of this node's step. */
  prefix(id: NodeId): number[] {
    return [0, ...this.path(id)].flatMap((node) => this.get(node).tokens);
  }

  /** @returns the node itself, or its last ancestor with tokens when the context left it none. */
  nonEmpty(id: NodeId): NodeId {
    const { parent, tokens } = this.get(id);
    return tokens.length === 0 && parent !== null ? this.nonEmpty(parent) : id;
  }
}
