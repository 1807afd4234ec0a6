import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chooseModel, parseCatalog, weightsFile } from "./catalog.ts";
import { FIXTURES } from "./test-engine.ts";

const raw: unknown = JSON.parse(readFileSync(join(FIXTURES, "catalog.json"), "utf8"));

describe("the catalog", () => {
  it("gives the default of a role, or the one that is named", () => {
    const catalog = parseCatalog(raw);
    expect(chooseModel(catalog, "policy", undefined).id).toBe("fixture-policy");
    expect(chooseModel(catalog, "prm", "fixture-prm").role).toBe("prm");
  });

  it("refuses a model that is not there and names those that are", () => {
    expect(() => chooseModel(parseCatalog(raw), "policy", "gpt")).toThrow(
      'There is no policy model "gpt"; known are: fixture-policy.',
    );
  });

  it("lists each weights file with its size and hash", () => {
    for (const model of parseCatalog(raw).models) {
      expect(weightsFile(model, "fp32").bytes).toBeGreaterThan(weightsFile(model, "f16w").bytes);
    }
  });

  it("refuses a malformed catalog with a sentence that says where", () => {
    expect(() => parseCatalog({ version: 2 })).toThrow("at version");
    expect(() => parseCatalog("<!doctype html>")).toThrow("The model catalog cannot be read");
    const escaping = structuredClone(parseCatalog(raw));
    const [first] = escaping.models;
    if (first) first.folder = "../../secret-00000000";
    expect(() => parseCatalog(escaping)).toThrow("models.0.folder");
  });
});
