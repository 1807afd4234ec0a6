/** A model's graph as a verifier runs it: new tokens, each row on top of its prefix's cache. */
import type { KvBatch, KvShape } from "../memory/storage.ts";

/** A stretch of a row's tokens, [from, to), that nothing after it sees or counts as a position. */
export interface Aside {
  from: number;
  to: number;
}

export interface GraphRow {
  tokens: readonly number[];
  /** Positions of cache that the row sees. */
  start: number;
  /** In order, not overlapping; none when left out. */
  asides?: readonly Aside[];
}

export interface GraphOutput {
  /** [rows, width, size]: `size` numbers after each token, row-major. */
  values: Float32Array;
  width: number;
  size: number;
  /** Keys and values, [rows, heads, length, dim]; a row's first new token is at `freshFrom`. */
  fresh: KvBatch;
  freshFrom: number;
}

export interface StepGraph {
  readonly shape: KvShape;
  /** Rows of one call, at most. */
  readonly maxRows: number;
  /** Whether more tokens may follow an aside; if not, one may only end a row. */
  readonly midRowAsides: boolean;
  /** @param past at least one position long; what lies beyond a row's `start` is not seen. */
  run(rows: readonly GraphRow[], past: KvBatch): Promise<GraphOutput>;
}
