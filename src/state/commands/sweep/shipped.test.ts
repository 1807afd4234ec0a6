import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCatalog } from "../../../engine/host/node.ts";
import { openSweep } from "../../../experiments/sweep/open.ts";
import { listOf } from "./shipped.ts";

const served = (file: string): string => readFileSync(`public/results/${file}`, "utf8");

describe("the results that are served", () => {
  const entries = listOf(JSON.parse(served("index.json")));

  it("are listed, each once", () => {
    expect(entries.length).toBeGreaterThan(0);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });

  it.each(entries)("$id can be read, and are of the bundled models", ({ file }) => {
    const read = openSweep(served(file));
    if (!read.ok) throw new Error(read.error);
    const bundled = readCatalog().models.flatMap(({ files }) => files.map(({ sha256 }) => sha256));
    for (const { sha256 } of read.finished.header.models)
      if (sha256 !== null) expect(bundled).toContain(sha256);
  });

  it("are none where the list is not one", () => {
    expect(listOf({ id: "x" })).toEqual([]);
    expect(listOf([{ id: "x", file: "../x.jsonl", title: "", note: "" }])).toEqual([]);
  });
});
