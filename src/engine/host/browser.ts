/** The engine in the browser's worker: on WebGPU where that is available and right, else on WASM. */

import { env } from "@huggingface/transformers";
import wasmUrl from "#ort-wasm?url";
import { selfCheck, toleranceOf } from "../checks/self-check.ts";
import { warmUp } from "../checks/warm-up.ts";
import type { Engine } from "../contract/engine.ts";
import { EngineError, type EngineFailure } from "../contract/errors.ts";
import type { Backend, LoadProgress, SelfCheck } from "../contract/info.ts";
import type { LoadOptions } from "../contract/requests.ts";
import { Decoder } from "../graphs/decoder.ts";
import { storageFor } from "../memory/storage-for.ts";
import { type DeviceProbe, probeDevice } from "../runtime/device.ts";
import { OneAtATime } from "../runtime/runtime.ts";
import { DEFAULT_WEIGHTS, parseCatalog } from "../sources/catalog.ts";
import { bytesOf } from "../sources/choose-models.ts";
import { Downloads, purgeCache } from "../sources/download.ts";
import { assemble, DEFAULT_KV_CAP_BYTES } from "./assemble.ts";
import { fetchRuntime } from "./fetch-runtime.ts";
import { type Loaded, loadModels } from "./load-models.ts";
import { configure, deviceOptions, forgetBinary, wasmThreads, webRuntime } from "./web-runtime.ts";

export interface BrowserLoad {
  options: LoadOptions;
  progress(progress: LoadProgress): void;
  /** Called when the device is lost while the engine lives. */
  onLost(failure: EngineFailure): void;
}

const wasmAddress = new URL(wasmUrl, self.location.href).href;

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
  const runtimePhase = { phase: "runtime", totalBytes } as const;
  const fetching = { ...runtimePhase, label: "Fetching the runtime" };
  progress({ ...fetching, loadedBytes: 0 });
  const binary = await fetchRuntime(wasmAddress, (loadedBytes) =>
    progress({ ...fetching, loadedBytes }),
  );
  /** The last report of a model, to which the bytes that arrive are added. */
  let latest: LoadProgress = {
    ...runtimePhase,
    label: "Asking for a graphics device",
    loadedBytes: __ORT_WASM_BYTES__,
  };
  const report = (now: LoadProgress) => {
    latest = { ...now, loadedBytes: __ORT_WASM_BYTES__ + now.loadedBytes, totalBytes };
    progress(latest);
  };
  const downloads = new Downloads(catalog, (bytes) =>
    progress({ ...latest, loadedBytes: latest.loadedBytes + bytes }),
  );
  configure(modelsPath, downloads.fetch, { address: wasmAddress, binary });

  if (options.backend !== "wasm") progress(latest);
  const probe = await choose(options);
  const device = probe.ok ? probe.device : null;
  const runtime = webRuntime(device, new OneAtATime());
  try {
    const loaded = await loadModels({
      catalog,
      options,
      runtime,
      sessionOptions: (_, layers) => (device ? deviceOptions(device, layers) : {}),
      backend: backendOf(probe),
      readJson: (path) => readJson(modelsPath + path),
      progress: report,
    });
    forgetBinary();
    const bytes = { loadedBytes: totalBytes - __ORT_WASM_BYTES__, totalBytes };
    if (device) {
      report({ phase: "self-check", label: "Checking WebGPU", ...bytes });
      loaded.info.selfCheck = await checkDevice(loaded, options);
      reportLoss(device, onLost);
    }
    /** Another model that is fetched later: only its own bytes count. */
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

/** @returns WebGPU's device, or why there is none. @throws EngineError when WebGPU alone was asked for. */
async function choose(options: LoadOptions): Promise<DeviceProbe> {
  if (options.backend === "wasm") {
    const asked = new EngineError("no-webgpu", "WASM was asked for.", "").failure;
    return { ok: false, failure: options.whyNotWebGpu ?? asked };
  }
  const probe = await probeDevice();
  if (!probe.ok && options.backend === "webgpu") throw EngineError.from(probe.failure);
  return probe;
}

const backendOf = (probe: DeviceProbe): Backend =>
  probe.ok
    ? { kind: "webgpu", adapter: probe.adapter, isFallback: probe.isFallback }
    : { kind: "wasm", threads: wasmThreads(), whyNotWebGpu: probe.failure };

/** Check the policy's logits on the device. @throws EngineError "self-check" when they are wrong. */
async function checkDevice(
  { runtime, policy, goldens }: Loaded,
  options: LoadOptions,
): Promise<SelfCheck> {
  const { model, loaded } = policy;
  const { session, shape, vocabulary } = loaded;
  const golden = await goldens(model.id);
  const tolerance = toleranceOf(model, options.weights ?? DEFAULT_WEIGHTS);
  const decoder = new Decoder(runtime, session, shape, vocabulary);
  const storage = storageFor(runtime, shape);
  try {
    return await selfCheck({ decoder, storage }, golden, tolerance);
  } finally {
    storage.dispose();
  }
}

function reportLoss(device: GPUDevice, onLost: BrowserLoad["onLost"]): void {
  device.lost.then(({ reason, message }) => {
    if (reason === "destroyed") return;
    onLost(new EngineError("device-lost", `The graphics device was lost (${message}).`).failure);
  });
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
