/** For tests: a catalog of models that nobody loads. */
import type { Catalog, CatalogModel } from "../engine/sources/catalog.ts";

const entry = (role: "policy" | "prm", [id, alias]: [string, string]): CatalogModel => ({
  id,
  alias,
  role,
  architecture: "llama",
  parameters: 1,
  activeParameters: 1,
  families: ["countdown"],
  limits: { context: 1 },
  folder: `${id}-00000000`,
  weights: { fp32: "a", f16w: "b" },
  files: [{ path: "b", bytes: 1000, sha256: id }],
});

/** @param policies @param prms short names by id; the first of each is the default. */
export const catalogOf = (
  policies: Readonly<Record<string, string>>,
  prms: Readonly<Record<string, string>>,
): Catalog => ({
  version: 1,
  defaults: { policy: Object.keys(policies)[0] ?? null, prm: Object.keys(prms)[0] ?? null },
  models: [
    ...Object.entries(policies).map((names) => entry("policy", names)),
    ...Object.entries(prms).map((names) => entry("prm", names)),
  ],
});
