/**
 * The `fetch` that transformers.js uses in the worker. It counts bytes, refuses what is not the
 * catalog's file (an HTML page in its place, a cut download), and keeps the reason, which
 * transformers.js does not pass on.
 */

import { EngineError } from "../contract/errors.ts";
import type { Catalog, CatalogFile } from "./catalog.ts";

export class Downloads {
  /** The last refusal: it says more than the error that transformers.js throws. */
  failure: EngineError | null = null;

  constructor(
    private readonly catalog: Catalog,
    /** Is told how many bytes of the model that is being fetched have arrived. */
    private readonly onBytes: (bytes: number) => void,
  ) {}

  fetch = async (input: string | URL, init?: RequestInit): Promise<Response> => {
    const url = String(input);
    try {
      return await this.#fetch(url, init);
    } catch (thrown) {
      this.failure =
        thrown instanceof EngineError
          ? thrown
          : new EngineError("fetch", `The model file ${name(url)} could not be fetched.`);
      throw this.failure;
    }
  };

  async #fetch(url: string, init?: RequestInit): Promise<Response> {
    const response = await fetch(url, init);
    const file = this.#fileAt(url);
    if (!response.ok) {
      if (file) throw new EngineError("fetch", `${name(url)} answered ${response.status}.`);
      return response;
    }
    if (!file) return response;
    const body = await this.#read(response, file);
    return new Response(body, { status: 200, headers: response.headers });
  }

  async #read(response: Response, file: CatalogFile): Promise<Uint8Array<ArrayBuffer>> {
    const body = new Uint8Array(file.bytes);
    const reader = response.body?.getReader();
    let at = 0;
    for (;;) {
      const chunk = await reader?.read();
      if (!chunk || chunk.done) break;
      if (at + chunk.value.length > body.length) throw wrong(file);
      body.set(chunk.value, at);
      at += chunk.value.length;
      if (file.path.endsWith(".onnx")) this.onBytes(at);
    }
    if (at !== body.length) throw wrong(file);
    // Only a secure context can hash; elsewhere the length has to be enough.
    if (globalThis.crypto?.subtle) {
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
      const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
      if (hex !== file.sha256) throw wrong(file);
    }
    return body;
  }

  #fileAt(url: string): CatalogFile | undefined {
    for (const { folder, files } of this.catalog.models) {
      const file = files.find(({ path }) => url.endsWith(`${folder}/${path}`));
      if (file) return file;
    }
    return undefined;
  }
}

const name = (url: string): string => url.split("/").slice(-2).join("/");

const wrong = (file: CatalogFile): EngineError =>
  new EngineError("fetch", `The model file ${file.path} arrived damaged or incomplete.`);

/** Drops cached files of models that the catalog no longer names. */
export async function purgeCache(cacheName: string, catalog: Catalog, path: string): Promise<void> {
  if (!("caches" in globalThis)) return;
  const cache = await caches.open(cacheName);
  const folders = catalog.models.map((model) => `${path}${model.folder}/`);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (!pathname.startsWith(path) || folders.some((folder) => pathname.startsWith(folder)))
      continue;
    await cache.delete(url);
  }
}
