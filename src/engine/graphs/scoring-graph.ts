/** A model's graph as a verifier runs it: new tokens of each row on top of the row's cache. */
import type { KvBatch, KvShape } from "../memory/storage.ts";

/** A row's tokens in [from, to), which later tokens neither attend to nor count in their positions. */
export interface Aside {
  from: number;
  to: number;
}

export interface GraphRow {
  tokens: readonly number[];
  /** How many positions of the cache the row attends to. */
  start: number;
  /** In order and without overlap; none when left out. */
  asides?: readonly Aside[];
}

export interface GraphOutput {
  /** `size` numbers after each token: [rows, width, size], row-major. */
  values: Float32Array;
  width: number;
  size: number;
  /** New keys and values, [rows, heads, length, dim]; a row's first new token is at `freshFrom`. */
  fresh: KvBatch;
  freshFrom: number;
}

export interface StepGraph {
  readonly shape: KvShape;
  /** The most rows of one call. */
  readonly maxRows: number;
  /** Whether tokens may follow an aside; if not, an aside may only end a row. */
  readonly midRowAsides: boolean;
  /** @param past at least one position long; positions from a row's `start` on are not attended to. */
  run(rows: readonly GraphRow[], past: KvBatch): Promise<GraphOutput>;
}
