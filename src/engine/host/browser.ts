/** The engine in the browser's worker: WebGPU where it is there and right, else WASM. */

import { env, LogLevel } from "@huggingface/transformers";
import * as ort from "onnxruntime-web/webgpu";
import wasmUrl from "#ort-wasm?url";
import { type Checked, selfCheck } from "../checks/self-check.ts";
import { warmUp } from "../checks/warm-up.ts";
import type { Engine } from "../contract/engine.ts";
import { EngineError, type EngineFailure } from "../contract/errors.ts";
import type { Backend, LoadProgress } from "../contract/info.ts";
import type { LoadOptions } from "../contract/requests.ts";
import { Decoder } from "../graphs/decoder.ts";
import { loadSession } from "../graphs/session.ts";
import { storageFor } from "../memory/storage-for.ts";
import { type DeviceProbe, probeDevice } from "../runtime/device.ts";
import { OneAtATime, type Runtime } from "../runtime/runtime.ts";
import {
  type CatalogModel,
  chooseModel,
  DEFAULT_WEIGHTS,
  parseCatalog,
} from "../sources/catalog.ts";
import { bytesOf } from "../sources/choose-models.ts";
import { Downloads, purgeCache } from "../sources/download.ts";
import { assemble, DEFAULT_KV_CAP_BYTES } from "./assemble.ts";
import { loadModels } from "./load-models.ts";

const RUNTIME = "Fetching the runtime";

export interface BrowserLoad {
  options: LoadOptions;
  progress(progress: LoadProgress): void;
  /** The device was lost while the engine lives. */
  onLost(failure: EngineFailure): void;
}

/** @throws EngineError; of a kind that WASM may cure when WebGPU was at fault. */
export async function loadBrowserEngine({
  options,
  progress,
  onLost,
}: BrowserLoad): Promise<Engine> {
  const began = performance.now();
  const modelsPath = options.modelsPath ?? "/models/";
  progress({ phase: "catalog", label: "Reading the catalog", loadedBytes: 0, totalBytes: 0 });
  const catalog = parseCatalog(await readJson(`${modelsPath}catalog.json`));

  const totalBytes = __ORT_WASM_BYTES__ + bytesOf(catalog, options);
  let latest: LoadProgress = { phase: "runtime", label: RUNTIME, loadedBytes: 0, totalBytes };
  const report = (now: LoadProgress) => {
    latest = { ...now, loadedBytes: __ORT_WASM_BYTES__ + now.loadedBytes, totalBytes };
    progress(latest);
  };
  await fetchRuntime((loadedBytes) => progress({ ...latest, loadedBytes }));
  const downloads = new Downloads(catalog, (bytes) =>
    progress({ ...latest, loadedBytes: latest.loadedBytes + bytes }),
  );
  configure(modelsPath, downloads);

  const probe = await choose(options);
  const lock = new OneAtATime();
  const runtime: Runtime = {
    kind: probe.ok ? "webgpu" : "wasm",
    Tensor: ort.Tensor,
    gpu: probe.ok ? bridge(probe.device) : null,
    lock,
  };
  const threads = ort.env.wasm.numThreads ?? 1;
  const backend: Backend = probe.ok
    ? { kind: "webgpu", adapter: probe.adapter, isFallback: probe.isFallback }
    : { kind: "wasm", threads, whyNotWebGpu: probe.failure };
  try {
    const loaded = await loadModels({
      catalog,
      options,
      runtime,
      sessionOptions: (_, layers) => (probe.ok ? onDevice(probe.device, layers) : {}),
      backend,
      readJson: (path) => readJson(modelsPath + path),
      progress: report,
    });
    const { policy } = loaded;
    const bytes = { loadedBytes: totalBytes - __ORT_WASM_BYTES__, totalBytes };
    if (probe.ok) {
      report({ phase: "self-check", label: "Checking WebGPU against WASM", ...bytes });
      const model = chooseModel(catalog, "policy", options.policy);
      const { session, shape, vocabulary } = policy.loaded;
      const decoder = new Decoder(runtime, session, shape, vocabulary);
      const storage = storageFor(runtime, shape);
      loaded.info.selfCheck = await compare(model, options, lock, { decoder, storage });
      storage.dispose();
      probe.device.lost.then(({ reason, message }) => {
        if (reason === "destroyed") return;
        onLost(
          new EngineError("device-lost", `The graphics device was lost (${message}).`).failure,
        );
      });
    }
    /** One more model: nothing but its own bytes counts. */
    const reportOne = (now: LoadProgress) => {
      latest = now;
      progress(now);
    };
    const engine = assemble({
      ...loaded,
      verifierFor: async (id, policy) => {
        downloads.failure = null;
        return loaded.verifierFor(id, policy, reportOne).catch((thrown: unknown) => {
          throw downloads.failure ?? thrown;
        });
      },
      kvCapBytes: DEFAULT_KV_CAP_BYTES,
    });
    report({ phase: "warm-up", label: "Warming up", ...bytes });
    await warmUp(engine);
    for (const { model } of engine.info.policies)
      await warmUp(engine, { policy: model.id, verifier: null });
    engine.info.loadSeconds = (performance.now() - began) / 1000;
    purgeCache(env.cacheKey, catalog, modelsPath).catch(() => {});
    return engine;
  } catch (thrown) {
    throw downloads.failure ?? thrown;
  }
}

const wasmAddress = new URL(wasmUrl, self.location.href).href;

/**
 * The runtime's WASM, several times the models' size, read once for the progress it
 * gives; onnxruntime then takes it from the HTTP cache, compiling while it streams.
 * A failure here is left for onnxruntime to meet and name.
 */
async function fetchRuntime(onBytes: (bytes: number) => void): Promise<void> {
  const response = await fetch(wasmAddress).catch(() => null);
  const reader = response?.ok ? response.body?.getReader() : undefined;
  let bytes = 0;
  let told = 0;
  for (;;) {
    const chunk = await reader?.read().catch(() => null);
    if (!chunk || chunk.done) return;
    bytes += chunk.value.length;
    if (bytes - told < 500_000) continue;
    told = bytes;
    onBytes(bytes);
  }
}

/** WebGPU, or why not. @throws EngineError when WebGPU was demanded and is not there. */
async function choose(options: LoadOptions): Promise<DeviceProbe> {
  if (options.backend === "wasm") {
    const asked = new EngineError("no-webgpu", "WASM was asked for.", "").failure;
    return { ok: false, failure: options.whyNotWebGpu ?? asked };
  }
  const probe = await probeDevice();
  if (!probe.ok && options.backend === "webgpu") throw EngineError.from(probe.failure);
  return probe;
}

/** All from our own origin: no CDN, no remote models. */
function configure(modelsPath: string, downloads: Downloads): void {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  // A path, not a URL: with a URL transformers.js 4.3.1 does not find the tokenizer.
  env.localModelPath = modelsPath;
  env.logLevel = LogLevel.ERROR;
  env.fetch = downloads.fetch;
  // Only {wasm}: the glue stays the bundled one, and no blob: URL is made of it.
  ort.env.wasm.wasmPaths = { wasm: wasmAddress };
  ort.env.wasm.numThreads = self.crossOriginIsolated
    ? Math.min(4, navigator.hardwareConcurrency)
    : 1;
}

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
function onDevice(device: GPUDevice, layers: number): ort.InferenceSession.SessionOptions {
  const preferredOutputLocation: Record<string, "gpu-buffer"> = {};
  for (let layer = 0; layer < layers; layer++) {
    preferredOutputLocation[`present.${layer}.key`] = "gpu-buffer";
    preferredOutputLocation[`present.${layer}.value`] = "gpu-buffer";
  }
  return { executionProviders: [{ name: "webgpu", device }], preferredOutputLocation };
}

async function compare(
  model: CatalogModel,
  options: LoadOptions,
  lock: OneAtATime,
  webgpu: Checked,
) {
  const weights = options.weights ?? DEFAULT_WEIGHTS;
  const loaded = await loadSession(model, { device: "wasm", weights, options: {} });
  const runtime: Runtime = { kind: "wasm", Tensor: ort.Tensor, gpu: null, lock };
  try {
    const decoder = new Decoder(runtime, loaded.session, loaded.shape, loaded.vocabulary);
    return await selfCheck(webgpu, { decoder, storage: storageFor(runtime, loaded.shape) });
  } finally {
    await lock.run(loaded.release);
  }
}

async function readJson(path: string): Promise<unknown> {
  const failed = (why: string) =>
    new EngineError(
      "fetch",
      `The models' file ${path.split("/").pop()} could not be read (${why}).`,
    );
  const response = await fetch(path).catch(() => {
    throw failed("no connection");
  });
  if (!response.ok) throw failed(`status ${response.status}`);
  return response.json().catch(() => {
    throw failed("it is not JSON");
  });
}
