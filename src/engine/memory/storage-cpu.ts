/** Keys and values in the processor's memory, for onnxruntime-node and for WASM. */
import type { Tensor } from "onnxruntime-common";
import { float32, floats, type Runtime } from "../runtime/runtime.ts";
import type { KvBatch, KvShape, KvStorage, Piece, Segment, Source, Take } from "./storage.ts";

export interface CpuSegment extends Segment {
  /** [2 · layers, heads, capacity, dim] */
  readonly data: Float32Array;
}

/** How many freed segments of each capacity are kept for reuse. */
const FREED = 256;

export class CpuKvStorage implements KvStorage<CpuSegment> {
  /** Memory of disposed batches, kept because fresh pages cost as much as the copying. */
  readonly #spare = new Map<number, Float32Array<ArrayBuffer>[]>();
  /** The memory of the tensors made here; the runtime's own tensors are not in it. */
  readonly #ours = new WeakMap<Tensor, Float32Array<ArrayBuffer>>();
  /** Freed segments by capacity, reused because collecting them as garbage takes time. */
  readonly #freed = new Map<number, CpuSegment[]>();

  constructor(
    private readonly runtime: Runtime,
    readonly shape: KvShape,
  ) {}

  allocate(tokens: number): CpuSegment {
    const freed = this.#freed.get(tokens)?.pop();
    if (freed) return freed;
    const { layers, heads, dim } = this.shape;
    return { capacity: tokens, data: new Float32Array(2 * layers * heads * tokens * dim) };
  }

  free(segment: CpuSegment): void {
    const freed = this.#freed.get(segment.capacity) ?? [];
    this.#freed.set(segment.capacity, freed);
    if (freed.length < FREED) freed.push(segment);
  }

  gather(rows: readonly (readonly Piece<CpuSegment>[])[], length: number): KvBatch {
    return this.arrange(null, rows, length);
  }

  arrange(batch: KvBatch | null, rows: readonly Source<CpuSegment>[], length: number): KvBatch {
    const { layers, heads, dim } = this.shape;
    const kept = batch && this.#fits(batch, rows, length) ? batch : null;
    const old = batch?.tensors.map(floats);
    const tensors = Array.from({ length: 2 * layers }, (_, t) => {
      const { tensor, data } = this.#tensor(rows.length, length, kept?.tensors[t]);
      const source = old?.[t];
      rows.forEach((from, row) => {
        const to = row * heads * length * dim;
        if (typeof from !== "number") this.#lay(from, t, data, to, length);
        else if (source && batch && !(kept && from === row)) {
          copyRow(source, from, batch.length, data, row, length, this.shape);
        }
      });
      return tensor;
    });
    if (kept) for (const tensor of kept.tensors) tensor.dispose();
    else if (batch) this.disposeBatch(batch);
    return { tensors, rows: rows.length, length };
  }

  /**
   * @returns whether the rows can be written into the batch's own memory in order: the memory is
   * ours and large enough, and no row is read after it was overwritten.
   */
  #fits(batch: KvBatch, rows: readonly Source<CpuSegment>[], length: number): boolean {
    const { heads, dim } = this.shape;
    const size = rows.length * heads * length * dim;
    return (
      batch.length === length &&
      batch.tensors.every((tensor) => (this.#ours.get(tensor)?.length ?? 0) >= size) &&
      rows.every((from, row) => typeof from !== "number" || from >= row || rows[from] === from)
    );
  }

  #lay(
    pieces: readonly Piece<CpuSegment>[],
    t: number,
    data: Float32Array,
    to: number,
    length: number,
  ): void {
    const { heads, dim } = this.shape;
    for (let head = 0; head < heads; head++) {
      let at = to + head * length * dim;
      for (const { segment, count } of pieces) {
        const from = (t * heads + head) * segment.capacity * dim;
        data.set(segment.data.subarray(from, from + count * dim), at);
        at += count * dim;
      }
    }
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
    this.#freed.clear();
  }

  /** Keep two batches' worth of each size: one is read while the next is made. */
  #keepSpare(memory: Float32Array<ArrayBuffer>): void {
    const spare = this.#spare.get(memory.length) ?? [];
    this.#spare.set(memory.length, spare);
    if (spare.length < 4 * this.shape.layers) spare.push(memory);
  }

  /** @returns a tensor over the memory of another, or over spare memory, whose old values are finite. */
  #tensor(rows: number, length: number, over?: Tensor): { tensor: Tensor; data: Float32Array } {
    const { heads, dim } = this.shape;
    const size = rows * heads * length * dim;
    const memory = (over && this.#ours.get(over)) ?? this.#memory(size);
    const data = memory.subarray(0, size);
    const tensor = float32(this.runtime, data, [rows, heads, length, dim]);
    this.#ours.set(tensor, memory);
    return { tensor, data };
  }

  #memory(size: number): Float32Array<ArrayBuffer> {
    // A power of two, so that the next batch, a little longer, fits into the same memory.
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(1, size)));
    return this.#spare.get(capacity)?.pop() ?? new Float32Array(capacity);
  }
}

/** Copies a row of [rows, heads, from, dim] to a row of [rows, heads, to, dim], padded or cut off. */
function copyRow(
  source: Float32Array,
  row: number,
  from: number,
  data: Float32Array,
  as: number,
  to: number,
  { heads, dim }: KvShape,
): void {
  const size = Math.min(from, to) * dim;
  for (let head = 0; head < heads; head++) {
    const start = (row * heads + head) * from * dim;
    data.set(source.subarray(start, start + size), (as * heads + head) * to * dim);
  }
}
