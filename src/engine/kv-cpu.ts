/** Keys and values in the processor's memory, for onnxruntime-node and for WASM. */
import type { KvBatch, KvShape, KvStorage, Piece, Segment, Take } from "./kv-storage.ts";
import { float32, floats, type Runtime } from "./runtime.ts";

export interface CpuSegment extends Segment {
  /** [2 · layers, heads, capacity, dim] */
  readonly data: Float32Array;
}

export class CpuKvStorage implements KvStorage<CpuSegment> {
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
      const data = new Float32Array(rows.length * heads * length * dim);
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
      tensors.push(float32(this.runtime, data, [rows.length, heads, length, dim]));
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

  select(batch: KvBatch, rows: readonly number[]): KvBatch {
    const { heads, dim } = this.shape;
    const size = heads * batch.length * dim;
    const tensors = batch.tensors.map((tensor) => {
      const from = floats(tensor);
      const data = new Float32Array(rows.length * size);
      rows.forEach((row, i) => {
        data.set(from.subarray(row * size, (row + 1) * size), i * size);
      });
      return float32(this.runtime, data, [rows.length, heads, batch.length, dim]);
    });
    return { tensors, rows: rows.length, length: batch.length };
  }

  disposeBatch(batch: KvBatch): void {
    for (const tensor of batch.tensors) tensor.dispose();
  }

  dispose(): void {}
}
