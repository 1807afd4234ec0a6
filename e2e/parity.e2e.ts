/** ONNX logits in the browser against PyTorch's goldens, asked of the engine's client. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { BASE, FIXTURES, FIXTURES_BASE } from "../src/cli/site/site.ts";
import type { LoadOptions, ParityRequest } from "../src/engine/contract/requests.ts";
import { parseCatalog, verifierOf } from "../src/engine/sources/catalog.ts";
import { expect, test } from "./fixtures.ts";

const report = z.object({
  backend: z.string(),
  models: z.array(z.object({ id: z.string(), values: z.number(), maxDifference: z.number() })),
  passed: z.boolean(),
});

/** Loads these models where they are not there already. */
async function parityOf(engine: Page, options: LoadOptions, request: ParityRequest) {
  const said: unknown = await engine.evaluate(
    async ([options, request]) => {
      const engine = Reflect.get(window, "engine");
      await engine.loadOnce(options);
      return engine.parity(request);
    },
    [options, request] as const,
  );
  const { backend, models, passed } = report.parse(said);
  console.log(`parity on ${backend}: ${JSON.stringify(models)}`);
  return { backend, models, passed };
}

const fixtures = parseCatalog(JSON.parse(readFileSync(`${FIXTURES}/catalog.json`, "utf8")));
const verifiers = fixtures.models.flatMap((model) => (verifierOf(model) ? [model.id] : []));
const [prm = null, ...others] = verifiers;
const TINY: LoadOptions = {
  policy: "fixture-policy",
  policies: ["fixture-judge"],
  prm,
  others,
  weights: "fp32",
  modelsPath: FIXTURES_BASE,
};

for (const pair of [
  ...verifiers.map((verifier) => ({ policy: "fixture-policy", verifier })),
  // A policy that judges itself; a reference that is not the policy.
  { policy: "fixture-judge", verifier: "fixture-judge" },
  { policy: "fixture-judge", verifier: "fixture-implicit" },
]) {
  test(`${pair.verifier} beside ${pair.policy} scores as in PyTorch`, async ({ engine }, {
    project,
  }) => {
    const { backend, models, passed } = await parityOf(engine, TINY, pair);
    expect(backend).toBe(project.name);
    expect(models.map(({ id }) => id)).toEqual([pair.policy, pair.verifier]);
    expect(passed).toBe(true);
  });
}

test("logits and scores are PyTorch's within 1e-3", async ({ engine }, { project }) => {
  const bundled: LoadOptions = { weights: "fp32", modelsPath: `${BASE}models/` };
  const { backend, models, passed } = await parityOf(engine, bundled, {});
  expect(backend).toBe(project.name);
  expect(models).toHaveLength(2);
  for (const { values, maxDifference } of models) {
    expect(values).toBeGreaterThan(5);
    expect(maxDifference).toBeLessThan(1e-3);
  }
  expect(passed).toBe(true);
});
