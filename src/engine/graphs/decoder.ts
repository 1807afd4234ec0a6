/**
 * The policy's graph as calls on ragged batches, whose rows are padded on the right. Left padding
 * is wrong with GroupQueryAttention, which takes positions from the mask's sum.
 */
import type { InferenceSession, Tensor } from "onnxruntime-common";
import type { KvBatch, KvShape } from "../memory/storage.ts";
import { float32, floats, int64, type Runtime, required, runSession } from "../runtime/runtime.ts";

export interface DecoderOutput {
  /** [rows, positions, vocabulary], row-major. */
  logits: Float32Array;
  positions: number;
  present: KvBatch;
}

export class Decoder {
  /**
   * Whether the present may be written to the past's own memory, which saves a copy of all keys and
   * values for each token. WASM copies its inputs into a heap of its own, so it cannot.
   */
  readonly inPlace: boolean;

  constructor(
    private readonly runtime: Runtime,
    private readonly session: InferenceSession,
    readonly shape: KvShape,
    readonly vocabulary: number,
  ) {
    this.inPlace = runtime.kind !== "wasm";
  }

  /** Run whole prefixes without a cache. @param rows of any length, none empty. */
  prefill(rows: readonly (readonly number[])[]): Promise<DecoderOutput> {
    const width = Math.max(...rows.map((row) => row.length));
    const ids = new Int32Array(rows.length * width);
    rows.forEach((row, i) => {
      ids.set(row, i * width);
    });
    const lengths = rows.map((row) => row.length);
    const { heads, dim } = this.shape;
    const empty = (): Tensor =>
      float32(this.runtime, new Float32Array(0), [rows.length, heads, 0, dim]);
    return this.#run(ids, width, lengths, width, {
      tensors: this.#fill(empty),
      rows: rows.length,
      length: 0,
    });
  }

  /** Run several tokens of one row on top of its cache. */
  extend(ids: readonly number[], start: number, past: KvBatch): Promise<DecoderOutput> {
    const total = start + ids.length;
    return this.#run(ids, ids.length, [total], total, past);
  }

  /**
   * Run one more token of each row.
   * @param lengths valid positions of `past` in each row; the token is written at that position.
   * @returns `present` is `past` itself, written to, when it has room for the token and the decoder
   * works `inPlace`; otherwise `past` is left as it is.
   */
  decode(
    ids: readonly number[],
    lengths: readonly number[],
    past: KvBatch,
  ): Promise<DecoderOutput> {
    const after = lengths.map((length) => length + 1);
    const total = Math.max(...after);
    if (this.inPlace && total <= past.length) return this.#run(ids, 1, after, total, past, true);
    return this.#run(ids, 1, after, Math.max(total, past.length), past);
  }

  async #run(
    ids: ArrayLike<number>,
    width: number,
    lengths: readonly number[],
    total: number,
    past: KvBatch,
    inPlace = false,
  ): Promise<DecoderOutput> {
    const rows = lengths.length;
    const mask = new BigInt64Array(rows * total);
    lengths.forEach((length, row) => {
      mask.fill(1n, row * total, row * total + length);
    });
    const feeds: Record<string, Tensor> = {
      input_ids: int64(this.runtime, ids, [rows, width]),
      attention_mask: new this.runtime.Tensor("int64", mask, [rows, total]),
    };
    // The bundled graphs take positions from the mask; others have an input for them.
    if (this.session.inputNames.includes("position_ids")) {
      const positions = new Int32Array(rows * width);
      lengths.forEach((length, row) => {
        const start = past.length === 0 ? 0 : length - width;
        for (let i = 0; i < width; i++) positions[row * width + i] = start + i;
      });
      feeds.position_ids = int64(this.runtime, positions, [rows, width]);
    }
    past.tensors.forEach((tensor, i) => {
      feeds[cacheName("past_key_values", i)] = tensor;
    });
    if (inPlace) {
      const kept = past.tensors.map((tensor, i) => [cacheName("present", i), tensor] as const);
      const fetches = { logits: null, ...Object.fromEntries(kept) };
      const outputs = await runSession(this.runtime, this.session, feeds, fetches);
      return { logits: floats(output(outputs, "logits")), positions: width, present: past };
    }
    const outputs = await runSession(this.runtime, this.session, feeds);
    const tensors = past.tensors.map((_, i) => output(outputs, cacheName("present", i)));
    return {
      logits: floats(output(outputs, "logits")),
      positions: width,
      present: { tensors, rows, length: tensors[0]?.dims[2] ?? total },
    };
  }

  #fill(make: () => Tensor): Tensor[] {
    return Array.from({ length: 2 * this.shape.layers }, make);
  }
}

/** "past_key_values.0.key", "past_key_values.0.value", "past_key_values.1.key", … */
export const cacheName = (prefix: string, index: number): string =>
  `${prefix}.${index >> 1}.${index % 2 === 0 ? "key" : "value"}`;

export const output = (outputs: Record<string, Tensor>, name: string): Tensor =>
  required(outputs[name], name);
