/**
 * Where keys and values are kept. A *segment* holds those of one node's tokens,
 * once, however many children fork from it; a *batch* is what a session takes and
 * gives: 2 · layers tensors [rows, heads, length, dim], right-padded rows.
 */
import type { Tensor } from "onnxruntime-common";

export interface KvShape {
  layers: number;
  heads: number;
  dim: number;
}

/** Bytes of one token's keys and values. */
export const bytesPerToken = (shape: KvShape): number =>
  2 * shape.layers * shape.heads * shape.dim * 4;

export interface Segment {
  /** Tokens that fit. */
  readonly capacity: number;
}

/** The first `count` tokens of a segment. */
export interface Piece<S extends Segment = Segment> {
  segment: S;
  count: number;
}

export interface KvBatch {
  /** key 0, value 0, key 1, value 1, … */
  readonly tensors: readonly Tensor[];
  readonly rows: number;
  /** Positions a row, padding included. */
  readonly length: number;
}

/** Positions from..from+count of a batch's row go to a segment, from its token `at` on. */
export interface Take<S extends Segment = Segment> {
  row: number;
  from: number;
  count: number;
  segment: S;
  at: number;
}

/** Where a row comes from: that row of a batch (several may: a fork), or pieces laid end to end. */
export type Source<S extends Segment = Segment> = number | readonly Piece<S>[];

export interface KvStorage<S extends Segment = Segment> {
  readonly shape: KvShape;
  allocate(tokens: number): S;
  free(segment: S): void;
  /** Rows made of pieces laid end to end, padded to `length` positions. */
  gather(rows: readonly (readonly Piece<S>[])[], length: number): KvBatch;
  /**
   * A batch of these rows, in this order, of `length` positions each; positions beyond that
   * are cut off. Takes over `batch`: it must not be used any more.
   */
  arrange(batch: KvBatch | null, rows: readonly Source<S>[], length: number): KvBatch;
  save(batch: KvBatch, takes: readonly Take<S>[]): void;
  disposeBatch(batch: KvBatch): void;
  dispose(): void;
}
