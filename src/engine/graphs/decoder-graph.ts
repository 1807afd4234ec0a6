/**
 * A policy's graph used by a verifier: a reference model, or a policy that judges itself. Rows run
 * one by one, because GroupQueryAttention takes several tokens on a cache only for a batch of one.
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
