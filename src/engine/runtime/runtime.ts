/**
 * The onnxruntime at hand: onnxruntime-node for the command line, onnxruntime-web (WASM or WebGPU)
 * in the worker. Everything above uses this and runs on all three.
 */
import type { InferenceSession, Tensor, TensorConstructor } from "onnxruntime-common";

export type RuntimeKind = "cpu" | "wasm" | "webgpu";

export interface Runtime {
  readonly kind: RuntimeKind;
  /** The constructor of the same onnxruntime that runs the sessions. */
  readonly Tensor: TensorConstructor & {
    fromGpuBuffer?: unknown;
  };
  /** Our own device, which onnxruntime shares; null where WebGPU is not used. */
  readonly gpu: GpuBridge | null;
  readonly lock: OneAtATime;
}

/** The device, and how its buffers become tensors and tensors become buffers. */
export interface GpuBridge {
  readonly device: GPUDevice;
  wrap(buffer: GPUBuffer, dims: readonly number[]): Tensor;
  bufferOf(tensor: Tensor): GPUBuffer;
}

export type Feeds = Record<string, Tensor>;

/**
 * Runs work strictly one after the other. Two sessions that run at once hang onnxruntime-web's
 * WebGPU backend for good (measured on 1.30.0). Work that fails does not keep the next from running.
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
 * Runs a session under the runtime's lock.
 * @param fetches the tensor to write each output to; null makes a new one, and so does leaving it out.
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

/** @throws Error that names the output which the model does not give. */
export function required<T>(value: T | undefined | null, name: string): T {
  if (value === undefined || value === null) throw new Error(`The model gives no "${name}"`);
  return value;
}

/** @param values whole numbers. @param dims their shape. */
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

/** @returns the values of a float tensor in the processor's memory. */
export function floats(tensor: Tensor): Float32Array {
  const { data } = tensor;
  if (!(data instanceof Float32Array)) throw new Error(`Expected float32, got ${tensor.type}`);
  return data;
}
