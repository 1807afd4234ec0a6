import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { FIXTURES } from "../host/test-engine.ts";
import { chooseModel, parseCatalog, weightsFile } from "./catalog.ts";
import { Downloads } from "./download.ts";

const catalog = parseCatalog(JSON.parse(readFileSync(join(FIXTURES, "catalog.json"), "utf8")));
const model = chooseModel(catalog, "policy", undefined);
const { path, bytes } = weightsFile(model, "fp32");
const url = `/models/${model.folder}/${path}`;
const body = readFileSync(join(FIXTURES, model.folder, path));

const answer = (response: () => Response) =>
  vi.stubGlobal("fetch", () => Promise.resolve(response()));
afterEach(() => vi.unstubAllGlobals());

describe("Downloads", () => {
  it("passes on the catalog's file and counts its bytes", async () => {
    answer(() => new Response(new Uint8Array(body)));
    const seen: number[] = [];
    const response = await new Downloads(catalog, (count) => seen.push(count)).fetch(url);
    expect((await response.arrayBuffer()).byteLength).toBe(bytes);
    expect(seen.at(-1)).toBe(bytes);
  });

  it.each([
    ["a page in its place", () => new Response("<!doctype html>")],
    ["a cut download", () => new Response(new Uint8Array(body.subarray(0, 500)))],
    ["flipped bits", () => new Response(new Uint8Array(body).fill(7, 100, 101))],
  ])("refuses %s and keeps the reason", async (_, response) => {
    answer(response);
    const downloads = new Downloads(catalog, () => {});
    await expect(downloads.fetch(url)).rejects.toThrow("arrived damaged or incomplete");
    expect(downloads.failure?.failure.kind).toBe("fetch");
  });

  it("names the file and the status of a refusal", async () => {
    answer(() => new Response("", { status: 503 }));
    await expect(new Downloads(catalog, () => {}).fetch(url)).rejects.toThrow(
      "onnx/model.onnx answered 503",
    );
  });
});
