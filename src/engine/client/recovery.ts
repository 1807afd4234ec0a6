/** What may be tried after a failure of the engine's worker. */

import type { EngineFailure } from "../contract/errors.ts";
import type { EngineInfo } from "../contract/info.ts";
import type { LoadOptions } from "../contract/requests.ts";

/** Failures of loading after which WASM, in a new worker, may still work. */
export const GPU_FAILURES = new Set<EngineFailure["kind"]>([
  "no-webgpu",
  "no-adapter",
  "self-check",
  "device-lost",
  "out-of-memory",
  "internal",
  "worker-died",
]);

/** Failures of a run after which the worker cannot be used again. */
export const poisons = (failure: EngineFailure): boolean =>
  failure.kind !== "bad-request" && failure.kind !== "no-webgpu";

/** Failures that a second try would meet again. */
export const IN_VAIN = new Set<EngineFailure["kind"]>(["cancelled", "fetch", "bad-model"]);

/** Failures to fetch another model: the loaded ones serve until a new worker has loaded them. */
export const NOT_OF_THE_WORKER = new Set<EngineFailure["kind"]>(["fetch", "bad-model"]);

/** @returns the options for the next load: WASM, with the reason, where the device may be at fault. */
export function afterFailure(
  options: LoadOptions,
  info: EngineInfo,
  failure: EngineFailure,
): LoadOptions {
  if (info.backend.kind !== "webgpu" || failure.kind === "cancelled") return options;
  return { ...options, backend: "wasm", whyNotWebGpu: failure };
}
