import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { loadNodeEngine, MODELS_FOLDER } from "../host/node.ts";
import { FIXTURES } from "../host/test-engine.ts";
import { type CatalogModel, parseCatalog, verifierOf } from "../sources/catalog.ts";

const folders = [FIXTURES, MODELS_FOLDER].filter((folder) =>
  existsSync(join(folder, "catalog.json")),
);

describe.each(folders)("models in %s", (modelsFolder) => {
  const catalog = parseCatalog(
    JSON.parse(readFileSync(join(modelsFolder, "catalog.json"), "utf8")),
  );

  const verifiers = catalog.models.filter((model) => verifierOf(model) !== null);
  const policies = catalog.models.filter(({ role }) => role === "policy");
  const tokensOf = ({ folder }: CatalogModel): number =>
    z
      .object({ vocab_size: z.number() })
      .parse(JSON.parse(readFileSync(join(modelsFolder, folder, "config.json"), "utf8")))
      .vocab_size;
  /** A verifier must know every token of the policy: the default first, where it does. */
  const fitting = (policy: CatalogModel): CatalogModel[] =>
    verifiers
      .filter((prm) => tokensOf(prm) >= tokensOf(policy))
      .sort(
        (a, b) => Number(b.id === catalog.defaults.prm) - Number(a.id === catalog.defaults.prm),
      );
  /** Each policy beside one verifier, and each that fits beside the first policy and the last. */
  const pairs = [
    ...policies.map((policy) => ({ policy: policy.id, prm: fitting(policy)[0]?.id })),
    ...[policies[0], policies.at(-1)].flatMap((policy) =>
      policy ? fitting(policy).map((prm) => ({ policy: policy.id, prm: prm.id })) : [],
    ),
  ];

  it.each(pairs)(
    "compute PyTorch's outputs to 1e-3 in fp32: %j",
    async (pair) => {
      const engine = await loadNodeEngine({
        modelsFolder,
        weights: "fp32",
        threads: 1,
        policy: pair.policy,
        ...(pair.prm !== undefined && { prm: pair.prm }),
      });
      const report = await engine.parity();
      await engine.dispose();
      expect(report.models).toHaveLength(2);
      expect(report.models.every(({ values }) => values > 0)).toBe(true);
      expect(report).toMatchObject({ passed: true, tolerance: 1e-3 });
    },
    60_000,
  );

  it("stay close with weights stored in 16 bits", async () => {
    const engine = await loadNodeEngine({ modelsFolder, weights: "f16w", threads: 1 });
    for (const { maxDifference } of (await engine.parity()).models) {
      expect(maxDifference).toBeLessThan(0.05);
    }
    await engine.dispose();
  }, 60_000);
});
