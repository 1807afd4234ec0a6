/** The tokens of a run's nodes: written by the policy, read by policy and PRM. */
import type { NodeId, StepEnd } from "../search/model.ts";
import type { NodeTokens } from "./kv.ts";

export interface NodeRecord extends NodeTokens {
  end: StepEnd | null;
}

export class NodeTable {
  readonly #records = new Map<NodeId, NodeRecord>();

  /** @param prompt token ids of the root, node 0. */
  constructor(prompt: readonly number[]) {
    this.#records.set(0, { parent: null, tokens: prompt, end: null });
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

  /** All token ids from the prompt to the end of this node's step. */
  prefix(id: NodeId): number[] {
    const parts: (readonly number[])[] = [];
    for (let node: NodeId | null = id; node !== null; ) {
      const record = this.get(node);
      parts.push(record.tokens);
      node = record.parent;
    }
    return parts.reverse().flat();
  }
}
