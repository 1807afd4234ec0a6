/** Keys and values in the processor's memory, for onnxruntime-node and for WASM. */
import type { Tensor } from "onnxruntime-common";
import type { KvBatch, KvShape, KvStorage, Piece, Segment, Take } from "./kv-storage.ts";
import { float32, floats, type Runtime } from "./runtime.ts";

export interface CpuSegment extends Segment {
  /** [2 · layers, heads, capacity, dim] */
  readonly data: Float32Array;
}

export class CpuKvStorage implements KvStorage<CpuSegment> {
  /** Memory of batches that were disposed of: fresh pages cost as much as the copying. */
  readonly #spare = new Map<number, Float32Array<ArrayBuffer>[]>();
  readonly #ours = new WeakMap<Tensor, Float32Array<ArrayBuffer>>();

  constructor(
    private readonly runtime: Runtime,
    readonly shape: KvShape,
  ) {}

  allocate(tokens: number): CpuSegment {
    const { layers, heads, dim } = this.shape;
    return { capacity: tokens, data: new Float32Array(2 * layers * heads * tokens * dim) };
  }

  free(): void {}

  gather(rows: readonly (readonly Piece<CpuSegment>[])[], length: number): KvBatch {
    const { layers, heads, dim } = this.shape;
    const tensors = [];
    for (let t = 0; t < 2 * layers; t++) {
      const { tensor, data } = this.#tensor(rows.length, length);
      for (let row = 0; row < rows.length; row++) {
        for (let head = 0; head < heads; head++) {
          let to = (row * heads + head) * length * dim;
          for (const { segment, count } of rows[row] ?? []) {
            const from = (t * heads + head) * segment.capacity * dim;
            data.set(segment.data.subarray(from, from + count * dim), to);
            to += count * dim;
          }
        }
      }
      tensors.push(tensor);
    }
    return { tensors, rows: rows.length, length };
  }

  save(batch: KvBatch, takes: readonly Take<CpuSegment>[]): void {
    const { heads, dim } = this.shape;
    batch.tensors.forEach((tensor, t) => {
      const data = floats(tensor);
      for (const { row, from, count, segment, at } of takes) {
        for (let head = 0; head < heads; head++) {
          const start = ((row * heads + head) * batch.length + from) * dim;
          const to = ((t * heads + head) * segment.capacity + at) * dim;
          segment.data.set(data.subarray(start, start + count * dim), to);
        }
      }
    });
  }

  select(batch: KvBatch, rows: readonly number[], length: number): KvBatch {
    const { heads, dim } = this.shape;
    const from = batch.length * dim;
    const to = length * dim;
    const tensors = batch.tensors.map((tensor) => {
      const source = floats(tensor);
      const made = this.#tensor(rows.length, length);
      rows.forEach((row, i) => {
        for (let head = 0; head < heads; head++) {
          const start = (row * heads + head) * from;
          made.data.set(source.subarray(start, start + from), (i * heads + head) * to);
        }
      });
      return made.tensor;
    });
    return { tensors, rows: rows.length, length };
  }

  disposeBatch(batch: KvBatch): void {
    for (const tensor of batch.tensors) {
      const memory = this.#ours.get(tensor);
      this.#ours.delete(tensor);
      if (memory) this.#keepSpare(memory);
      tensor.dispose();
    }
  }

  dispose(): void {
    this.#spare.clear();
  }

  /** Two batches' worth of a size: one being read while the next is made. */
  #keepSpare(memory: Float32Array<ArrayBuffer>): void {
    const spare = this.#spare.get(memory.length) ?? [];
    this.#spare.set(memory.length, spare);
    if (spare.length < 4 * this.shape.layers) spare.push(memory);
  }

  /** A tensor over spare memory; what it holds is left over and finite. */
  #tensor(rows: number, length: number): { tensor: Tensor; data: Float32Array } {
    const { heads, dim } = this.shape;
    const size = rows * heads * length * dim;
    // Powers of two, so that the next batch, a little longer, finds memory that fits.
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(1, size)));
    const spare = this.#spare.get(capacity) ?? [];
    const memory = spare.pop() ?? new Float32Array(capacity);
    const data = memory.subarray(0, size);
    const tensor = float32(this.runtime, data, [rows, heads, length, dim]);
    this.#ours.set(tensor, memory);
    return { tensor, data };
  }
}
