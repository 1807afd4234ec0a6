/**
 * The kind of graph that verifiers are exported as: its attention takes a bias, so that rows of a
 * batch may run several tokens on ragged caches (see models/recipe/onnx_export.py).
 */
import type { InferenceSession } from "onnxruntime-common";
import type { KvBatch, KvShape } from "../memory/storage.ts";
import { float32, floats, int64, type Runtime, required, runSession } from "../runtime/runtime.ts";
import { cacheName, output } from "./decoder.ts";
import type { GraphOutput, GraphRow, StepGraph } from "./scoring-graph.ts";

/** Added to the attention weights of keys that must not be seen. */
const HIDDEN = -1e9;

export class Scorer implements StepGraph {
  readonly maxRows = 256;
  readonly midRowAsides = true;

  constructor(
    private readonly runtime: Runtime,
    private readonly session: InferenceSession,
    readonly shape: KvShape,
  ) {}

  async run(rows: readonly GraphRow[], past: KvBatch): Promise<GraphOutput> {
    const width = Math.max(...rows.map((row) => row.tokens.length));
    const total = past.length + width;
    const ids = new Int32Array(rows.length * width);
    const positions = new Int32Array(rows.length * width);
    const bias = new Float32Array(rows.length * width * total).fill(HIDDEN);
    rows.forEach(({ tokens, start, asides = [] }, row) => {
      ids.set(tokens, row * width);
      for (let i = 0; i < tokens.length; i++) {
        const line = (row * width + i) * total;
        const fresh = line + past.length;
        bias.fill(0, line, line + start);
        bias.fill(0, fresh, fresh + i + 1);
        let position = start + i;
        for (const { from, to } of asides) {
          if (to > i) break;
          bias.fill(HIDDEN, fresh + from, fresh + to);
          position -= to - from;
        }
        positions[row * width + i] = position;
      }
    });
    const feeds = {
      input_ids: int64(this.runtime, ids, [rows.length, width]),
      position_ids: int64(this.runtime, positions, [rows.length, width]),
      attention_bias: float32(this.runtime, bias, [rows.length, 1, width, total]),
      ...Object.fromEntries(
        past.tensors.map((tensor, i) => [cacheName("past_key_values", i), tensor]),
      ),
    };
    const outputs = await runSession(this.runtime, this.session, feeds);
    const name = this.session.outputNames.find((one) => !one.startsWith("present."));
    const values = output(outputs, required(name, "scores"));
    const tensors = past.tensors.map((_, i) => output(outputs, cacheName("present", i)));
    return {
      values: floats(values),
      width,
      size: values.dims[2] ?? 1,
      fresh: { tensors, rows: rows.length, length: width },
      freshFrom: 0,
    };
  }
}
