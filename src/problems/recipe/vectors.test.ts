import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { VECTORS_PER_FAMILY, vectors } from "./vectors.ts";

it("agrees with the vectors that the recipe's checker is held to", { timeout: 60_000 }, () => {
  const file = new URL("../../../models/recipe/vectors.json", import.meta.url);
  const shared: unknown = JSON.parse(readFileSync(file, "utf8"));
  const made = vectors(VECTORS_PER_FAMILY);
  expect(shared).toEqual(made);
  for (const family of ["countdown", "story", "equations"]) {
    const rights = made.filter((v) => v.family === family).map((v) => v.right);
    expect(rights).toContain(true);
    expect(rights).toContain(false);
  }
});
