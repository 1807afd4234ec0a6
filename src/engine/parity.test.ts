import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseCatalog } from "./catalog.ts";
import { loadNodeEngine, MODELS_FOLDER } from "./node.ts";
import { FIXTURES } from "./test-engine.ts";

const folders = [FIXTURES, MODELS_FOLDER].filter((folder) =>
  existsSync(join(folder, "catalog.json")),
);

describe.each(folders)("models in %s", (modelsFolder) => {
  const catalog = parseCatalog(
    JSON.parse(readFileSync(join(modelsFolder, "catalog.json"), "utf8")),
  );

  it("compute PyTorch's logits to 1e-3 in fp32", async () => {
    for (const policy of catalog.models.filter(({ role }) => role === "policy")) {
      const engine = await loadNodeEngine({ modelsFolder, policy: policy.id, threads: 1 });
      const report = await engine.parity();
      await engine.dispose();
      expect(report.models.every(({ values }) => values > 0)).toBe(true);
      expect(report).toMatchObject({ passed: true, tolerance: 1e-3 });
    }
  });

  it("stay close with weights stored in 16 bits", async () => {
    const engine = await loadNodeEngine({ modelsFolder, weights: "f16w", threads: 1 });
    for (const { maxDifference } of (await engine.parity()).models) {
      expect(maxDifference).toBeLessThan(0.05);
    }
    await engine.dispose();
  });
});
