import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FIXTURES } from "../host/test-engine.ts";
import { chooseModel, parseCatalog, verifierOf, weightsFile } from "./catalog.ts";
import { bytesOf } from "./choose-models.ts";

const raw: unknown = JSON.parse(readFileSync(join(FIXTURES, "catalog.json"), "utf8"));

describe("the catalog", () => {
  it("gives the default of a role, or the one that is named", () => {
    const catalog = parseCatalog(raw);
    expect(chooseModel(catalog, "policy", undefined).id).toBe("fixture-policy");
    expect(chooseModel(catalog, "prm", "fixture-prm").role).toBe("prm");
  });

  it("says what kind of verifier a model is, a step head where its entry does not say", () => {
    const kinds = parseCatalog(raw).models.map((model) => [model.id, verifierOf(model)?.kind]);
    expect(Object.fromEntries(kinds)).toMatchObject({
      "fixture-policy": undefined,
      "fixture-prm": "step-head",
      "fixture-implicit": "implicit",
      "fixture-judge": "judge",
    });
  });

  it("refuses a model that is not there and names those that are", () => {
    expect(() => chooseModel(parseCatalog(raw), "policy", "gpt")).toThrow(
      'There is no policy model "gpt"; known are: fixture-policy, fixture-judge.',
    );
    expect(() => chooseModel(parseCatalog(raw), "prm", "gpt")).toThrow(
      "fixture-implicit, fixture-judge, fixture-ends, oracle, self-certainty.",
    );
  });

  it("lists each weights file with its size and hash", () => {
    for (const model of parseCatalog(raw).models) {
      expect(weightsFile(model, "fp32").bytes).toBeGreaterThan(weightsFile(model, "f16w").bytes);
    }
  });

  const shipped = parseCatalog(JSON.parse(readFileSync("models/catalog.json", "utf8")));

  it("keeps the download of the default models within 10 MB", () => {
    expect(bytesOf(shipped, {})).toBeLessThanOrEqual(10_000_000);
  });

  it("keeps models/ within 60 MB, with a folder for each model and no other", () => {
    const inside = readdirSync("models", { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && !entry.parentPath.startsWith(join("models", "recipe")),
    );
    const bytes = inside.map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60_000_000);
    const hashed = readdirSync("models").filter((name) => /-[0-9a-f]{8}$/.test(name));
    expect(hashed.sort()).toEqual(shipped.models.map(({ folder }) => folder).sort());
  });

  it("says of each shipped model how it was trained, and names one that it began as", () => {
    for (const { id, training } of shipped.models) {
      expect(training, id).toBeDefined();
      const { start, sentence } = training ?? { start: null, sentence: "" };
      expect(sentence, id).toMatch(/^[A-Z].*\.$/);
      if (start !== null) expect(shipped.models.map((one) => one.id)).toContain(start);
    }
    const { policy, prm } = shipped.defaults;
    expect(chooseModel(shipped, "policy", undefined).id).toBe(policy);
    expect(chooseModel(shipped, "prm", undefined).id).toBe(prm);
  });

  it("knows a model by its short name, and lists short names where none fits", () => {
    const catalog = parseCatalog(raw);
    const [policy, prm] = catalog.models;
    if (policy) policy.alias = "sft";
    if (prm) prm.alias = "soft";
    expect(chooseModel(catalog, "policy", "sft").id).toBe("fixture-policy");
    expect(() => chooseModel(catalog, "policy", "soft")).toThrow(
      'There is no policy model "soft"; known are: fixture-policy (sft), fixture-judge.',
    );
    if (prm) prm.alias = "sft";
    expect(() => parseCatalog(catalog)).toThrow("two models are called sft");
    if (prm) prm.alias = "oracle";
    expect(() => parseCatalog(catalog)).toThrow("may not be called oracle");
  });

  it("refuses a malformed catalog with a sentence that says where", () => {
    expect(() => parseCatalog({ version: 2 })).toThrow("at version");
    expect(() => parseCatalog("<!doctype html>")).toThrow("The model catalog cannot be read");
    const escaping = structuredClone(parseCatalog(raw));
    const [first] = escaping.models;
    if (first) first.folder = "../../secret-00000000";
    expect(() => parseCatalog(escaping)).toThrow("models.0.folder");
  });

  it.each([
    [{ verifier: { kind: "magic" } }, /at models\.0\.verifier.*kind must be one of step-head, /],
    [{ verifier: { kind: "plus-minus", tag: 3, plus: 4 } }, /at models\.0\.verifier\.minus/],
    [{ verifier: { kind: "value-head", temperature: 0 } }, /at models\.0\.verifier\.temperature/],
    [{ verifier: { kind: "value-head", beta: 1 } }, /at models\.0\.verifier.*beta/],
    [{ id: "oracle" }, /at models\.0\.id, a model may not be called oracle/],
  ])("refuses %j", (change, sentence) => {
    const { models, ...rest } = parseCatalog(raw);
    const changed = { ...rest, models: models.map((model) => ({ ...model, ...change })) };
    expect(() => parseCatalog(changed)).toThrow(sentence);
  });
});
