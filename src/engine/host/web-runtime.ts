/** onnxruntime-web as a `Runtime`: on WebGPU where a device was given, else on WASM. */

import { env, LogLevel } from "@huggingface/transformers";
import * as ort from "onnxruntime-web/webgpu";
import type { Runtime } from "../runtime/runtime.ts";

/** The number of threads that WASM computes with. */
export const wasmThreads = (): number => ort.env.wasm.numThreads ?? 1;

/**
 * Read everything from our own origin: no CDN and no remote models.
 * @param wasm onnxruntime's binary and its address; onnxruntime does not fetch it again.
 */
export function configure(
  modelsPath: string,
  fetchFile: typeof env.fetch,
  wasm: { address: string; binary: Uint8Array<ArrayBuffer> },
): void {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  // A path and no URL: given a URL, transformers.js 4.3.1 does not find the tokenizer.
  env.localModelPath = modelsPath;
  env.logLevel = LogLevel.ERROR;
  env.fetch = fetchFile;
  ort.env.wasm.wasmBinary = wasm.binary;
  // Without an address of its own, transformers.js names its CDN. The address of the glue code is
  // left out, so that the bundled one is used and no blob: URL is made of it.
  ort.env.wasm.wasmPaths = { wasm: wasm.address };
  ort.env.wasm.numThreads = self.crossOriginIsolated
    ? Math.min(4, navigator.hardwareConcurrency)
    : 1;
}

/** Let go of the binary once a session has been made of it. */
export function forgetBinary(): void {
  delete ort.env.wasm.wasmBinary;
}

/** @param device null for WASM. */
export const webRuntime = (device: GPUDevice | null, lock: Runtime["lock"]): Runtime => ({
  kind: device ? "webgpu" : "wasm",
  Tensor: ort.Tensor,
  gpu: device && bridge(device),
  lock,
});

const bridge = (device: GPUDevice): Runtime["gpu"] => ({
  device,
  wrap: (buffer, dims) => ort.Tensor.fromGpuBuffer(buffer, { dataType: "float32", dims }),
  bufferOf: (tensor) => {
    const { gpuBuffer } = tensor;
    if (!isGpuBuffer(gpuBuffer)) throw new Error("The tensor is not on the device");
    return gpuBuffer;
  },
});

const isGpuBuffer = (value: unknown): value is GPUBuffer =>
  typeof value === "object" && value !== null && "mapAsync" in value;

/** Keys and values stay on the device; logits and scores come back. */
export function deviceOptions(
  device: GPUDevice,
  layers: number,
): ort.InferenceSession.SessionOptions {
  const preferredOutputLocation: Record<string, "gpu-buffer"> = {};
  for (let layer = 0; layer < layers; layer++) {
    preferredOutputLocation[`present.${layer}.key`] = "gpu-buffer";
    preferredOutputLocation[`present.${layer}.value`] = "gpu-buffer";
  }
  return { executionProviders: [{ name: "webgpu", device }], preferredOutputLocation };
}
