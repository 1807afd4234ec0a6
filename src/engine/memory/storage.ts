/**
 * Where keys and values are kept. A *segment* holds those of one node's tokens, once, however many
 * children fork from it. A *batch* is what a session takes and returns: 2 · layers tensors
 * [rows, heads, length, dim] whose rows are padded on the right.
 */
import type { Tensor } from "onnxruntime-common";

export interface KvShape {
  layers: number;
  heads: number;
  dim: number;
}

/** Bytes of one token's keys and values, in fp32. */
export const bytesPerToken = (shape: KvShape): number =>
  2 * shape.layers * shape.heads * shape.dim * 4;

export interface Segment {
  /** How many tokens it has room for. */
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
  /** Positions of each row, padding included. */
  readonly length: number;
}

/** Saves positions from … from + count - 1 of a batch's row as the segment's tokens from `at` on. */
export interface Take<S extends Segment = Segment> {
  row: number;
  from: number;
  count: number;
  segment: S;
  at: number;
}

/** A row's origin: a row of the old batch (a fork names one several times), or pieces end to end. */
export type Source<S extends Segment = Segment> = number | readonly Piece<S>[];

export interface KvStorage<S extends Segment = Segment> {
  readonly shape: KvShape;
  allocate(tokens: number): S;
  free(segment: S): void;
  /** @returns a batch whose rows are pieces laid end to end, padded to `length` positions. */
  gather(rows: readonly (readonly Piece<S>[])[], length: number): KvBatch;
  /**
   * Consumes `batch`, which must not be used afterwards.
   * @returns a batch of these rows in this order, each of `length` positions; longer rows are cut off.
   */
  arrange(batch: KvBatch | null, rows: readonly Source<S>[], length: number): KvBatch;
  save(batch: KvBatch, takes: readonly Take<S>[]): void;
  disposeBatch(batch: KvBatch): void;
  dispose(): void;
}
