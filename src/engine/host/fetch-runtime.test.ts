import { afterEach, describe, expect, it, vi } from "vitest";
import { fetchRuntime } from "./fetch-runtime.ts";

afterEach(() => vi.unstubAllGlobals());

/** Stubs fetch by a stream of these chunks. @returns how often it was asked. */
function served(chunks: readonly Uint8Array[], status = 200): () => number {
  const fetch = vi.fn(async () => {
    const body = new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
    return new Response(body, { status });
  });
  vi.stubGlobal("fetch", fetch);
  return () => fetch.mock.calls.length;
}

describe("fetchRuntime", () => {
  it("gives the file's bytes after one request, and tells how many have arrived", async () => {
    const chunks = [1, 2, 3].map((value) => new Uint8Array(400_000).fill(value));
    const requests = served(chunks);
    const told: number[] = [];
    const bytes = await fetchRuntime("/ort.wasm", (count) => told.push(count));
    expect([bytes.length, bytes[0], bytes[400_000], bytes.at(-1)]).toEqual([1_200_000, 1, 2, 3]);
    expect(told).toEqual([800_000]);
    expect(requests()).toBe(1);
  });

  it("says in a sentence what went wrong", async () => {
    served([], 404);
    await expect(fetchRuntime("/ort.wasm", () => {})).rejects.toMatchObject({
      failure: {
        kind: "fetch",
        message: "The runtime of the models could not be fetched (status 404).",
      },
    });
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(fetchRuntime("/ort.wasm", () => {})).rejects.toThrow("(no connection)");
    vi.stubGlobal("fetch", async () => {
      const body = new ReadableStream({
        pull(controller) {
          controller.error(new TypeError("network error"));
        },
      });
      return new Response(body);
    });
    await expect(fetchRuntime("/ort.wasm", () => {})).rejects.toThrow("(the connection was lost)");
  });
});
