/** The flags that choose the models, and loading those models in Node. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Engine } from "../engine/contract/engine.ts";
import { MODELLESS } from "../engine/contract/modelless.ts";
import { loadNodeEngine } from "../engine/host/node.ts";
import {
  type Catalog,
  type CatalogModel,
  chooseModel,
  DEFAULT_WEIGHTS,
  modelsFor,
} from "../engine/sources/catalog.ts";
import { choiceFlag, type Flag, integerFlag, type Parsed } from "./flags.ts";
import { UsageError } from "./usage.ts";

export interface ModelChoice {
  /** A catalog id; undefined for the catalog's default. */
  policy: string | undefined;
  /** A catalog id or a verifier without a model; undefined for the catalog's default; null for none. */
  prm: string | null | undefined;
  /** A folder with catalog.json; undefined for the project's own. */
  folder: string | undefined;
  weights: "fp32" | "f16w";
  threads: number | undefined;
}

export const MODEL_FLAGS: readonly Flag[] = [
  {
    name: "policy",
    value: "ID",
    help: "the policy, by its id or short name in models/catalog.json",
  },
  {
    name: "prm",
    value: "ID",
    help: `the verifier, by its id, short name or kind; or ${MODELLESS.join(", ")}; none for none`,
  },
  { name: "models", value: "FOLDER", help: "a folder with another catalog.json" },
  { name: "weights", value: DEFAULT_WEIGHTS, help: "which file: fp32, or f16w at half the size" },
  {
    name: "threads",
    value: "2",
    help: "threads of onnxruntime; half the logical cores when left out",
  },
];

/** @throws UsageError */
export function modelChoice(parsed: Parsed): ModelChoice {
  const prm = parsed.values.get("prm");
  const folder = parsed.values.get("models");
  if (folder !== undefined && !existsSync(join(folder, "catalog.json"))) {
    throw new UsageError(`--models must name a folder with a catalog.json, and ${folder} is none.`);
  }
  const most = Math.max(64, availableParallelism());
  const threads = integerFlag(parsed, "threads", { min: 1, max: most, otherwise: 0 });
  return {
    policy: parsed.values.get("policy"),
    prm: prm === "none" ? null : prm,
    folder,
    weights: choiceFlag(parsed, "weights", ["fp32", "f16w"], DEFAULT_WEIGHTS),
    threads: threads === 0 ? undefined : threads,
  };
}

/**
 * The models named in a list such as "sft,prime", by id or short name; all of that role when undefined.
 * @throws EngineError "bad-request" that lists what there is.
 */
export const chosenModels = (
  catalog: Catalog,
  role: CatalogModel["role"],
  names: string | undefined,
): CatalogModel[] =>
  names === undefined
    ? modelsFor(catalog, role)
    : names.split(",").map((name) => chooseModel(catalog, role, name.trim()));

/** @throws EngineError; one of kind "bad-request" lists the known ids when an id is unknown. */
export async function loadModels(choice: ModelChoice): Promise<Engine> {
  return loadNodeEngine({
    weights: choice.weights,
    ...(choice.policy === undefined ? {} : { policy: choice.policy }),
    ...(choice.prm === undefined ? {} : { prm: choice.prm }),
    ...(choice.folder === undefined ? {} : { modelsFolder: choice.folder }),
    ...(choice.threads === undefined ? {} : { threads: choice.threads }),
  });
}
