/** Loads policies and the models of verifiers, one after the other, with progress. */

import type { InferenceSession } from "onnxruntime-common";
import { z } from "zod";
import { notation } from "../../prompts/styles/notation.ts";
import { goldenSchema } from "../checks/goldens.ts";
import { EngineError } from "../contract/errors.ts";
import type { Backend, Cards, LoadedModel, LoadProgress } from "../contract/info.ts";
import type { LoadOptions } from "../contract/requests.ts";
import { tokensOf } from "../contract/verifier-entry.ts";
import { loadSession } from "../graphs/session.ts";
import { cardOf, type LoadedWeights, verifierCard } from "../graphs/weights.ts";
import type { Runtime } from "../runtime/runtime.ts";
import {
  type Catalog,
  type CatalogModel,
  chooseModel,
  DEFAULT_WEIGHTS,
  type Weights,
  weightsFile,
} from "../sources/catalog.ts";
import { bytesOf, chooseModels, sameFile } from "../sources/choose-models.ts";
import {
  chooseVerifier,
  describeVerifier,
  modelsOf,
  type VerifierChoice,
} from "../sources/choose-verifier.ts";
import { loadVocabulary } from "../text/tokenizer.ts";
import type { LoadedPolicy, Parts } from "./loaded.ts";
import { releaseAll } from "./loaded.ts";

export interface LoadPlan {
  catalog: Catalog;
  options: LoadOptions;
  runtime: Runtime;
  sessionOptions(model: CatalogModel, layers: number): InferenceSession.SessionOptions;
  backend: Backend;
  /** Reads a JSON file under the models' folder. */
  readJson(path: string): Promise<unknown>;
  progress(progress: LoadProgress): void;
}

export interface Loaded extends Omit<Parts, "kvCapBytes" | "verifierFor"> {
  /** See `Parts`. @param progress is told of the bytes of the missing models; the plan's when left out. */
  verifierFor(
    id: string,
    policy: CatalogModel,
    progress?: LoadPlan["progress"],
  ): Promise<VerifierChoice>;
}

/** @throws EngineError */
export async function loadModels(plan: LoadPlan): Promise<Loaded> {
  const { catalog, options, runtime, backend } = plan;
  const began = performance.now();
  const weights = options.weights ?? DEFAULT_WEIGHTS;
  const { policy, beside, verifier, others, all } = chooseModels(catalog, options);
  const prm = verifier?.kind === "model" ? verifier.model : null;
  const judges = [verifier, ...others].flatMap((one) => (one?.kind === "model" ? one.model : []));
  const totalBytes = bytesOf(catalog, options);
  let loadedBytes = 0;

  const load = async (model: CatalogModel): Promise<LoadedWeights> => {
    const { layers } = await layersOf(plan, model);
    const loaded = await loadSession(model, {
      device: runtime.kind,
      weights,
      options: plan.sessionOptions(model, layers),
    });
    return { loaded, parameters: model.activeParameters };
  };
  const loadFirst = async (model: CatalogModel): Promise<LoadedWeights> => {
    const phase = model === policy || beside.includes(model) ? "policy" : "prm";
    const judge = judges.includes(model) ? "reward model" : "reference model";
    const label = beside.includes(model)
      ? `Fetching ${model.id}`
      : `Fetching the ${model === policy ? "policy" : judge}`;
    plan.progress({ phase, label, loadedBytes, totalBytes });
    const loaded = await load(model);
    loadedBytes += weightsFile(model, weights).bytes;
    plan.progress({ phase, label, loadedBytes, totalBytes });
    return loaded;
  };
  const models = new Map<string, LoadedWeights>();
  // A file is in memory once, even when several entries of the catalog name it.
  const twinOf = (model: CatalogModel): LoadedWeights | undefined => {
    const twin = catalog.models.find((one) => models.has(one.id) && sameFile(one, model, weights));
    return twin && models.get(twin.id);
  };
  const loadOnce = async (model: CatalogModel): Promise<LoadedWeights> => {
    const loaded = twinOf(model) ?? (await loadFirst(model));
    models.set(model.id, loaded);
    return loaded;
  };
  const loadPolicy = async (model: CatalogModel): Promise<LoadedPolicy> => {
    const vocabulary = await loadVocabulary(model);
    return { model, ...(await loadOnce(model)), vocabulary, style: notation };
  };
  const first = await loadPolicy(policy);
  const further: LoadedPolicy[] = [];
  for (const model of beside) further.push(await loadPolicy(model));
  for (const model of all) await loadOnce(model);
  try {
    // With several policies, only a run says which verifier judges which policy.
    for (const one of beside.length > 0 ? [] : [verifier, ...others])
      checkVocabularies(policy, one, models);
  } catch (refusal) {
    await releaseAll(models);
    throw refusal;
  }
  const named = (id: string): VerifierChoice => {
    const choice = chooseVerifier(catalog, { prm: id });
    if (choice) return choice;
    throw new EngineError("bad-request", "No verifier was named.");
  };
  const cards = (one: LoadedPolicy): Cards => ({
    policy: cardOf(one.model.id, one),
    verifier: verifier && verifierCard(verifier, models, one.model.id),
    others: others.map((other) => verifierCard(other, models, one.model.id)),
  });
  const missingOf = (choice: VerifierChoice | null): CatalogModel[] =>
    modelsOf(choice).filter(({ id }) => !models.has(id));
  return {
    info: {
      backend,
      policy: describe(policy, weights),
      policies: further.map((one) => ({ model: describe(one.model, weights), cards: cards(one) })),
      verifier: verifier && describeVerifier(verifier),
      prm: prm && describe(prm, weights),
      cards: cards(first),
      families: policy.families.filter((family) => !prm || prm.families.includes(family)),
      selfCheck: null,
      loadSeconds: (performance.now() - began) / 1000,
    },
    runtime,
    policy: first,
    beside: further,
    models,
    policyOf: (name) => chooseModel(catalog, "policy", name),
    verifier,
    loadedVerifier: (id, writer) => {
      const choice = id === undefined ? verifier : named(id);
      if (missingOf(choice).length > 0)
        throw new EngineError("bad-request", `The verifier "${id}" is not loaded.`);
      checkVocabularies(writer, choice, models);
      return choice;
    },
    verifierFor: async (id, writer, progress = plan.progress) => {
      const choice = named(id);
      for (const model of modelsOf(choice)) {
        const twin = twinOf(model);
        if (twin) models.set(model.id, twin);
      }
      const missing = missingOf(choice);
      const bytes = missing.map((model) => weightsFile(model, weights).bytes);
      const totalBytes = bytes.reduce((sum, one) => sum + one, 0);
      for (const [i, model] of missing.entries()) {
        const loadedBytes = bytes.slice(0, i).reduce((sum, one) => sum + one, 0);
        progress({ phase: "prm", label: `Fetching ${model.id}`, loadedBytes, totalBytes });
        models.set(model.id, await load(model));
      }
      checkVocabularies(writer, choice, models);
      return choice;
    },
    goldens: async (id) => {
      const model = chooseAny(catalog, id);
      const golden = goldenSchema.safeParse(await plan.readJson(`${model.folder}/goldens.json`));
      if (golden.success) return golden.data;
      throw new EngineError("bad-model", `The goldens of ${id} cannot be read.`);
    },
  };
}

function chooseAny(catalog: Catalog, id: string): CatalogModel {
  const model = catalog.models.find((one) => one.id === id);
  if (!model) throw new EngineError("bad-request", `The catalog has no model "${id}".`);
  return model;
}

/** A verifier reads the policy's token ids, and may know further ones. @throws EngineError "bad-model" */
function checkVocabularies(
  policy: CatalogModel,
  verifier: VerifierChoice | null,
  models: ReadonlyMap<string, LoadedWeights>,
): void {
  const size = (id: string): number => models.get(id)?.loaded.vocabulary ?? 0;
  for (const { id } of modelsOf(verifier)) {
    if (size(id) >= size(policy.id)) continue;
    throw new EngineError(
      "bad-model",
      `The reward model ${id} and the policy ${policy.id} do not share a vocabulary.`,
    );
  }
  if (verifier?.kind !== "model") return;
  const { model, entry } = verifier;
  const beyond = tokensOf(entry).find((token) => token >= size(model.id));
  if (beyond === undefined) return;
  throw new EngineError(
    "bad-model",
    `The entry of ${model.id} names the token ${beyond}, but the model has only ${size(model.id)}.`,
  );
}

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
