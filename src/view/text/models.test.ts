import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseCatalog } from "../../engine/sources/catalog.ts";
import { downloadNote, modelChoice, modelNote } from "./models.ts";

const catalog = parseCatalog(JSON.parse(readFileSync("src/engine/fixtures/catalog.json", "utf8")));
const [policy] = catalog.models;
if (!policy) throw new Error("The fixtures hold no model.");

it("names a model with the size of what is downloaded of it", () => {
  expect(modelChoice(policy)).toBe("fixture-policy · 0.1 MB");
});

it("says how a model was trained, what it began as, and that it is the default", () => {
  const training = { method: "rloo", size: "tiny", start: "other", sentence: "Made for a test." };
  const told = { ...catalog, models: [{ ...policy, training }, ...catalog.models.slice(1)] };
  expect(modelNote(told, policy.id)).toBe("Made for a test. It began as other. The default.");
  expect(modelNote(catalog, policy.id)).toBe("");
  expect(modelNote(told, "absent")).toBe("");
});

it("counts a file that serves twice once, and says nothing of what cannot be loaded", () => {
  const bytes = (id: string): number =>
    catalog.models
      .find((model) => model.id === id)
      ?.files.find(({ path }) => path.endsWith("f16w.onnx"))?.bytes ?? 0;
  const both = bytes("fixture-policy") + bytes("fixture-implicit");
  expect(downloadNote(catalog, "fixture-policy", "fixture-implicit")).toBe(
    `${(both / 1e6).toFixed(1)} MB of models are downloaded.`,
  );
  expect(downloadNote(catalog, "fixture-policy", "absent")).toBe("");
});
