/** ONNX logits in the browser against PyTorch's goldens, asked of the page's own engine. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { FIXTURES, FIXTURES_BASE } from "../src/cli/site/site.ts";
import { parseCatalog, verifierOf } from "../src/engine/sources/catalog.ts";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const report = z.object({
  backend: z.string(),
  models: z.array(z.object({ id: z.string(), values: z.number(), maxDifference: z.number() })),
  passed: z.boolean(),
});

const fixtures = parseCatalog(JSON.parse(readFileSync(`${FIXTURES}/catalog.json`, "utf8")));
const kinds = fixtures.models.flatMap((model) => (verifierOf(model) ? [model.id] : []));
const pairs = [
  ...kinds.map((prm) => ({ policy: "fixture-policy", prm })),
  // A policy that judges itself; a reference that is not the policy.
  { policy: "fixture-judge", prm: "fixture-judge" },
  { policy: "fixture-judge", prm: "fixture-implicit" },
];

for (const pair of pairs) {
  test(`${pair.prm} beside ${pair.policy} scores as in PyTorch`, async ({ page }, { project }) => {
    await page.goto("./?debug");
    const said: unknown = await page.evaluate(
      async (options) => {
        const engine = Reflect.get(window, "__ponderosa");
        await engine.load(options);
        return engine.parity();
      },
      { ...pair, weights: "fp32", modelsPath: FIXTURES_BASE },
    );
    const { backend, models, passed } = report.parse(said);
    console.log(`parity on ${backend}: ${JSON.stringify(models)}`);
    expect(backend).toBe(project.name);
    expect(models.map(({ id }) => id)).toEqual([pair.policy, pair.prm]);
    expect(passed).toBe(true);
  });
}

test("logits and scores are PyTorch's within 1e-3", async ({ page }, { project }) => {
  const playground = new Playground(page);
  await page.goto("./?debug");
  await playground.ready();
  const said: unknown = await page.evaluate(async () => {
    const engine = Reflect.get(window, "__ponderosa");
    await engine.load({ weights: "fp32" });
    return engine.parity();
  });
  const { backend, models, passed } = report.parse(said);
  console.log(`parity on ${backend}: ${JSON.stringify(models)}`);
  expect(backend).toBe(project.name);
  expect(models).toHaveLength(2);
  for (const { values, maxDifference } of models) {
    expect(values).toBeGreaterThan(5);
    expect(maxDifference).toBeLessThan(1e-3);
  }
  expect(passed).toBe(true);
});
