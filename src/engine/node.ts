/** The engine in Node, on onnxruntime-node: for the command line, the bench and the tests. */
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { env, LogLevel } from "@huggingface/transformers";
import { Tensor } from "onnxruntime-node";
import { assemble, DEFAULT_KV_CAP_BYTES } from "./assemble.ts";
import { parseCatalog } from "./catalog.ts";
import type { Engine } from "./engine.ts";
import { EngineError } from "./errors.ts";
import { loadModels } from "./load-models.ts";
import type { LoadOptions, LoadProgress } from "./protocol.ts";
import { OneAtATime, type Runtime } from "./runtime.ts";

export interface NodeLoadOptions extends Omit<LoadOptions, "backend" | "whyNotWebGpu"> {
  /** Folder with catalog.json; the repository's models/ when left out. */
  modelsFolder?: string;
  /** onnxruntime threads; half the logical cores when left out, about the physical ones. */
  threads?: number;
  /** Cap on the key-value caches that each model keeps between calls, bytes. */
  kvCapBytes?: number;
  onProgress?(progress: LoadProgress): void;
}

export const MODELS_FOLDER = fileURLToPath(new URL("../../models", import.meta.url));

/** @throws EngineError */
export async function loadNodeEngine(options: NodeLoadOptions = {}): Promise<Engine> {
  const folder = options.modelsFolder ?? MODELS_FOLDER;
  const threads = options.threads ?? Math.max(1, Math.floor(availableParallelism() / 2));
  const runtime: Runtime = { kind: "cpu", Tensor, gpu: null, lock: new OneAtATime() };
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useFSCache = false;
  env.localModelPath = folder;
  env.logLevel = LogLevel.ERROR;
  const readJson = async (path: string): Promise<unknown> => {
    const text = await readFile(join(folder, path), "utf8").catch(() => {
      throw new EngineError("bad-model", `There is no file "${path}" in the models' folder.`);
    });
    return JSON.parse(text);
  };
  const loaded = await loadModels({
    catalog: parseCatalog(await readJson("catalog.json")),
    options,
    runtime,
    sessionOptions: () => ({ intraOpNumThreads: threads, interOpNumThreads: 1 }),
    backend: { kind: "cpu", threads },
    readJson,
    progress: options.onProgress ?? (() => {}),
  });
  return assemble({ ...loaded, kvCapBytes: options.kvCapBytes ?? DEFAULT_KV_CAP_BYTES });
}
