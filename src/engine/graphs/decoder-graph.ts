/**
 * A policy's graph in a verifier's place (a reference model, a policy that judges itself).
 * GroupQueryAttention takes several tokens on a cache for a batch of one only, so rows go
 * one by one.
 */

import type { KvBatch, KvShape } from "../memory/storage.ts";
import type { Decoder } from "./decoder.ts";
import type { GraphOutput, GraphRow, StepGraph } from "./scoring-graph.ts";

export class DecoderGraph implements StepGraph {
  readonly maxRows = 1;
  readonly midRowAsides = false;
  readonly shape: KvShape;

  constructor(private readonly decoder: Decoder) {
    this.shape = decoder.shape;
  }

  async run(rows: readonly GraphRow[], past: KvBatch): Promise<GraphOutput> {
    const [row, ...more] = rows;
    if (!row || more.length > 0) throw new RangeError("A policy's graph takes one row at a time");
    const { tokens, start } = row;
    const { logits, positions, present } =
      start === 0
        ? await this.decoder.prefill([tokens])
        : await this.decoder.extend(tokens, start, past);
    return {
      values: logits,
      width: positions,
      size: this.decoder.vocabulary,
      fresh: present,
      freshFrom: start,
    };
  }
}
