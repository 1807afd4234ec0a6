/** The tokens of a run's nodes: written by the policy, read by policy and verifier. */
import type { NodeId, StepEnd } from "../../search/model.ts";

/** What the caches must know of a node: the tokens that its step added. */
export interface NodeTokens {
  parent: NodeId | null;
  tokens: readonly number[];
}

/** What the policy thought of a step's tokens while it sampled them, summed over them. */
export interface Sampled {
  /** log p(token) at temperature 1, nats. */
  logprob: number;
  /** KL(U ‖ p), nats (see verifiers/self-certainty.ts). */
  certainty: number;
}

export interface NodeRecord extends NodeTokens {
  end: StepEnd | null;
  /** null where the policy did not sample the tokens. */
  sampled: Sampled | null;
}

export class NodeTable {
  readonly #records = new Map<NodeId, NodeRecord>();

  /** @param prompt token ids of the root, node 0. */
  constructor(prompt: readonly number[]) {
    this.#records.set(0, { parent: null, tokens: prompt, end: null, sampled: null });
  }

  /** @throws RangeError when no step was ever proposed for the node. */
  get = (id: NodeId): NodeRecord => {
    const record = this.#records.get(id);
    if (!record) throw new RangeError(`Node ${id} does not exist in this run`);
    return record;
  };

  add(id: NodeId, record: NodeRecord): void {
    if (this.#records.has(id)) throw new RangeError(`Node ${id} exists already`);
    this.#records.set(id, record);
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

  /** The node itself, or, of an empty step (the context was full), the last that is not. */
  nonEmpty(id: NodeId): NodeId {
    const { parent, tokens } = this.get(id);
    return tokens.length === 0 && parent !== null ? this.nonEmpty(parent) : id;
  }
}
