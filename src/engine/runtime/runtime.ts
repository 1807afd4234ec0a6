/**
 * The onnxruntime at hand: -node for the command line, -web (WASM or WebGPU) in
 * the worker. Everything above is written against this and runs on all three.
 */
import type { InferenceSession, Tensor, TensorConstructor } from "onnxruntime-common";

export type RuntimeKind = "cpu" | "wasm" | "webgpu";

export interface Runtime {
  readonly kind: RuntimeKind;
  /** The constructor of the very onnxruntime that runs the sessions. */
  readonly Tensor: TensorConstructor & {
    fromGpuBuffer?: unknown;
  };
  /** Our own device, which onnxruntime shares; null off WebGPU. */
  readonly gpu: GpuBridge | null;
  readonly lock: OneAtATime;
}

/** The device and how its buffers become tensors and back. */
export interface GpuBridge {
  readonly device: GPUDevice;
  wrap(buffer: GPUBuffer, dims: readonly number[]): Tensor;
  bufferOf(tensor: Tensor): GPUBuffer;
}

export type Feeds = Record<string, Tensor>;

/**
 * Runs work strictly one after the other. Two sessions in flight at once hang
 * onnxruntime-web's WebGPU backend for good (measured on 1.30.0), and one failed
 * link must not poison the next.
 */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => undefined);
    return next;
  }
}

/**
 * Run a session under the runtime's lock.
 * @param fetches outputs to be written to tensors of ours, the others to new ones; all new when left out.
 */
export async function runSession(
  runtime: Runtime,
  session: InferenceSession,
  feeds: Feeds,
  fetches?: Readonly<Record<string, Tensor | null>>,
): Promise<Record<string, Tensor>> {
  const outputs = await runtime.lock.run(() =>
    fetches ? session.run(feeds, fetches) : session.run(feeds),
  );
  const tensors: Record<string, Tensor> = {};
  for (const name of session.outputNames) tensors[name] = required(outputs[name], name);
  return tensors;
}

export function required<T>(value: T | undefined | null, name: string): T {
  if (value === undefined || value === null) throw new Error(`The model gives no "${name}"`);
  return value;
}

/** @param values whole numbers; @param dims their shape. */
export function int64(
  runtime: Runtime,
  values: ArrayLike<number>,
  dims: readonly number[],
): Tensor {
  const data = new BigInt64Array(values.length);
  for (let i = 0; i < values.length; i++) data[i] = BigInt(values[i] ?? 0);
  return new runtime.Tensor("int64", data, dims);
}

export function float32(runtime: Runtime, data: Float32Array, dims: readonly number[]): Tensor {
  return new runtime.Tensor("float32", data, dims);
}

/** The values of a float tensor that lies in the processor's memory. */
export function floats(tensor: Tensor): Float32Array {
  const { data } = tensor;
  if (!(data instanceof Float32Array)) throw new Error(`Expected float32, got ${tensor.type}`);
  return data;
}
