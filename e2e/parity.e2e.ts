/** ONNX logits in the browser against PyTorch's goldens, asked of the page's own engine. */
import { z } from "zod";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const report = z.object({
  backend: z.string(),
  models: z.array(z.object({ id: z.string(), values: z.number(), maxDifference: z.number() })),
  passed: z.boolean(),
});

test("logits and scores are PyTorch's within 1e-3", async ({ page }, { project }) => {
  const playground = new Playground(page);
  await page.goto("./?debug");
  await playground.ready();
  const said: unknown = await page.evaluate(() => Reflect.get(window, "__ponderosa").parity());
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
