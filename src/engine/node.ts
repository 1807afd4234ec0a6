/** The engine in Node, on onnxruntime-node: for the command line, the bench and the tests. */
import type { Engine } from "./engine.ts";
import type { LoadOptions, LoadProgress } from "./protocol.ts";

export interface NodeLoadOptions extends Omit<LoadOptions, "backend" | "whyNotWebGpu"> {
  /** Folder with catalog.json; the repository's models/ when left out. */
  modelsFolder?: string;
  /** onnxruntime threads; all cores when left out. */
  threads?: number;
  /** Cap on key-value caches, bytes. */
  kvCapBytes?: number;
  onProgress?(progress: LoadProgress): void;
}

/** @throws EngineError */
export async function loadNodeEngine(options: NodeLoadOptions = {}): Promise<Engine> {
  throw new Error(`Not written yet: ${JSON.stringify(options)}`);
}
