/** Loads a policy and, unless told otherwise, a PRM: one after the other, with progress. */
import type { InferenceSession } from "onnxruntime-common";
import { z } from "zod";
import type { Parts } from "./assemble.ts";
import {
  type Catalog,
  type CatalogModel,
  chooseModel,
  type Weights,
  weightsFile,
} from "./catalog.ts";
import { EngineError } from "./errors.ts";
import { loadSession, loadVocabulary } from "./load.ts";
import { goldenSchema } from "./parity.ts";
import type { Backend, LoadedModel, LoadOptions, LoadProgress } from "./protocol.ts";
import type { Runtime } from "./runtime.ts";

export interface LoadPlan {
  catalog: Catalog;
  options: LoadOptions;
  runtime: Runtime;
  sessionOptions(model: CatalogModel, layers: number): InferenceSession.SessionOptions;
  backend: Backend;
  /** A JSON file under the models' folder. */
  readJson(path: string): Promise<unknown>;
  progress(progress: LoadProgress): void;
}

/** @throws EngineError */
export async function loadModels(plan: LoadPlan): Promise<Omit<Parts, "kvCapBytes">> {
  const { catalog, options, runtime, backend } = plan;
  const began = performance.now();
  const weights = options.weights ?? "fp32";
  const { policy, prm } = chooseModels(catalog, options);
  const totalBytes = bytesOf(catalog, options);
  let loadedBytes = 0;

  const load = async (model: CatalogModel) => {
    const label = model.role === "policy" ? "Fetching the policy" : "Fetching the reward model";
    plan.progress({ phase: model.role, label, loadedBytes, totalBytes });
    const { layers } = await layersOf(plan, model);
    const loaded = await loadSession(model, {
      device: runtime.kind,
      weights,
      options: plan.sessionOptions(model, layers),
    });
    loadedBytes += weightsFile(model, weights).bytes;
    plan.progress({ phase: model.role, label, loadedBytes, totalBytes });
    return { loaded, parameters: model.activeParameters };
  };
  const vocabulary = await loadVocabulary(policy);
  const loadedPolicy = await load(policy);
  const loadedPrm = prm && (await load(prm));
  if (loadedPrm && loadedPrm.loaded.vocabulary !== loadedPolicy.loaded.vocabulary) {
    await loadedPrm.loaded.release();
    throw new EngineError(
      "bad-model",
      `The reward model ${prm?.id} and the policy ${policy.id} do not share a vocabulary.`,
    );
  }
  return {
    info: {
      backend,
      policy: describe(policy, weights),
      prm: prm && describe(prm, weights),
      families: policy.families.filter((family) => !prm || prm.families.includes(family)),
      selfCheck: null,
      loadSeconds: (performance.now() - began) / 1000,
    },
    runtime,
    policy: { ...loadedPolicy, vocabulary },
    prm: loadedPrm,
    goldens: async (role) => {
      const model = role === "policy" ? policy : prm;
      if (!model) throw new EngineError("bad-request", "No reward model is loaded.");
      return goldenSchema.parse(await plan.readJson(`${model.folder}/goldens.json`));
    },
  };
}

function chooseModels(catalog: Catalog, options: LoadOptions) {
  const policy = chooseModel(catalog, "policy", options.policy);
  const prm = wantsPrm(catalog, options)
    ? chooseModel(catalog, "prm", options.prm ?? undefined)
    : null;
  return { policy, prm };
}

/** Bytes of the model files that a load fetches. @throws EngineError */
export function bytesOf(catalog: Catalog, options: LoadOptions): number {
  const { policy, prm } = chooseModels(catalog, options);
  const weights = options.weights ?? "fp32";
  return [policy, ...(prm ? [prm] : [])].reduce(
    (sum, model) => sum + weightsFile(model, weights).bytes,
    0,
  );
}

/** A catalog without a default PRM is fine as long as none is asked for by name. */
const wantsPrm = (catalog: Catalog, options: LoadOptions): boolean =>
  options.prm !== null && (options.prm !== undefined || catalog.defaults.prm !== null);

async function layersOf(plan: LoadPlan, model: CatalogModel): Promise<{ layers: number }> {
  const config = z
    .object({ num_hidden_layers: z.int().positive() })
    .safeParse(await plan.readJson(`${model.folder}/config.json`));
  if (!config.success) {
    throw new EngineError(
      "bad-model",
      `The config of ${model.id} does not say how many layers it has.`,
    );
  }
  return { layers: config.data.num_hidden_layers };
}

const describe = (model: CatalogModel, weights: Weights): LoadedModel => {
  const { path, bytes, sha256 } = weightsFile(model, weights);
  return {
    id: model.id,
    role: model.role,
    parameters: model.parameters,
    file: path,
    bytes,
    sha256,
  };
};
