import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { z } from "zod";
import { SITE } from "../src/cli/site/site.ts";

const files = (): string[] =>
  readdirSync(SITE, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(SITE, path)).isFile(),
  );

const catalog = z.object({
  models: z.array(
    z.object({
      folder: z.string(),
      files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
    }),
  ),
});

test("the bundle holds exactly one onnxruntime", () => {
  const wasm = files().filter((path) => path.endsWith(".wasm"));
  expect(wasm).toHaveLength(1);
  expect(wasm[0]).toMatch(/ort-wasm-simd-threaded\.(asyncify|jspi)/);
});

test("the bundle holds every model file of the catalog, unchanged", () => {
  const { models } = catalog.parse(JSON.parse(readFileSync(`${SITE}/models/catalog.json`, "utf8")));
  expect(models.length).toBeGreaterThan(1);
  for (const { folder, files } of models) {
    for (const { path, bytes, sha256 } of files) {
      const content = readFileSync(join(SITE, "models", folder, path));
      expect({ path, bytes: content.length }).toEqual({ path, bytes });
      expect(createHash("sha256").update(content).digest("hex")).toBe(sha256);
    }
  }
});

test("the bundle leaves the recipe at home", () => {
  const others = files().filter((path) => !path.startsWith("results/"));
  expect(others.filter((path) => /\.(py|pt|jsonl|ts|map)$/.test(path))).toEqual([]);
});
