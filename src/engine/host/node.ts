/** The engine in Node, on onnxruntime-node: for the command line, the bench and the tests. */

import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { env, LogLevel } from "@huggingface/transformers";
import { Tensor } from "onnxruntime-node";
import type { Engine } from "../contract/engine.ts";
import { EngineError } from "../contract/errors.ts";
import type { LoadProgress } from "../contract/info.ts";
import type { LoadOptions } from "../contract/requests.ts";
import { OneAtATime, type Runtime } from "../runtime/runtime.ts";
import { type Catalog, parseCatalog } from "../sources/catalog.ts";
import { assemble, DEFAULT_KV_CAP_BYTES } from "./assemble.ts";
import { loadModels } from "./load-models.ts";

export interface NodeLoadOptions extends Omit<LoadOptions, "backend" | "whyNotWebGpu"> {
  /** The folder of catalog.json; the repository's models/ when left out. */
  modelsFolder?: string;
  /** onnxruntime's threads; when left out, half of the logical cores, which is about the physical ones. */
  threads?: number;
  /** Cap on what each run's caches of a model keep between calls, bytes. */
  kvCapBytes?: number;
  onProgress?(progress: LoadProgress): void;
}

export const MODELS_FOLDER = fileURLToPath(new URL("../../../models", import.meta.url));

function readFrom(folder: string, path: string): unknown {
  const file = join(folder, path);
  if (!existsSync(file)) {
    throw new EngineError("bad-model", `There is no file "${path}" in the models' folder.`);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** @param folder of catalog.json; the repository's models/ when left out. @throws EngineError */
export const readCatalog = (folder = MODELS_FOLDER): Catalog =>
  parseCatalog(readFrom(folder, "catalog.json"));

/** Have transformers.js read every model from this folder, and nothing from elsewhere. */
export function useModelsOf(folder: string): void {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useFSCache = false;
  env.localModelPath = folder;
  env.logLevel = LogLevel.ERROR;
}

/** @throws EngineError */
export async function loadNodeEngine(options: NodeLoadOptions = {}): Promise<Engine> {
  const folder = options.modelsFolder ?? MODELS_FOLDER;
  const threads = options.threads ?? Math.max(1, Math.floor(availableParallelism() / 2));
  const runtime: Runtime = { kind: "cpu", Tensor, gpu: null, lock: new OneAtATime() };
  useModelsOf(folder);
  const loaded = await loadModels({
    catalog: readCatalog(folder),
    options,
    runtime,
    sessionOptions: () => ({ intraOpNumThreads: threads, interOpNumThreads: 1 }),
    backend: { kind: "cpu", threads },
    readJson: async (path) => readFrom(folder, path),
    progress: options.onProgress ?? (() => {}),
  });
  return assemble({ ...loaded, kvCapBytes: options.kvCapBytes ?? DEFAULT_KV_CAP_BYTES });
}
