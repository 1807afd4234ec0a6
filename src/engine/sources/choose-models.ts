/** Which models a load takes, and what it downloads: known before anything is fetched. */
import type { LoadOptions } from "../contract/requests.ts";
import {
  type Catalog,
  type CatalogModel,
  chooseModel,
  DEFAULT_WEIGHTS,
  type Weights,
  weightsFile,
} from "./catalog.ts";
import { chooseOthers, chooseVerifier, modelsOf } from "./choose-verifier.ts";

/**
 * @returns the chosen models; `all` has each once: the policy, further policies, verifiers' models.
 * @throws EngineError
 */
export function chooseModels(catalog: Catalog, options: LoadOptions) {
  const policy = chooseModel(catalog, "policy", options.policy);
  const named = options.policies?.map((name) => chooseModel(catalog, "policy", name)) ?? [];
  const beside = [...new Set(named)].filter((one) => one !== policy);
  const verifier = chooseVerifier(catalog, options);
  const others = chooseOthers(catalog, options);
  const all = new Set([policy, ...beside, ...[verifier, ...others].flatMap(modelsOf)]);
  return { policy, beside, verifier, others, all: [...all] };
}

/** @returns the bytes of the weights that a load fetches, each file counted once. @throws EngineError */
export function bytesOf(catalog: Catalog, options: LoadOptions): number {
  const weights = options.weights ?? DEFAULT_WEIGHTS;
  const { all } = chooseModels(catalog, options);
  return all
    .filter((model, i) => all.findIndex((one) => sameFile(one, model, weights)) === i)
    .reduce((sum, model) => sum + weightsFile(model, weights).bytes, 0);
}

/** @returns the bytes that a verifier adds to the default policy's. @throws EngineError */
export const bytesBeside = (catalog: Catalog, prm: string): number =>
  bytesOf(catalog, { prm }) - bytesOf(catalog, { prm: null });

export const sameFile = (a: CatalogModel, b: CatalogModel, weights: Weights): boolean =>
  weightsFile(a, weights).sha256 === weightsFile(b, weights).sha256;

/**
 * Names the weights that these choices would load.
 * @returns ids and hashes; the hash of a verifier without a model is null.
 * @throws EngineError
 */
export function filesOf(
  catalog: Catalog,
  { policy: name, weights }: { policy: string | undefined; weights: Weights },
  prms: readonly (string | null | undefined)[],
) {
  const file = (model: CatalogModel) => ({
    id: model.id,
    sha256: weightsFile(model, weights).sha256,
  });
  const policy = file(chooseModel(catalog, "policy", name));
  const verifiers = prms.flatMap((prm) => {
    const chosen = chooseVerifier(catalog, prm === undefined ? {} : { prm });
    if (!chosen) return [];
    return [chosen.kind === "model" ? file(chosen.model) : { id: chosen.kind, sha256: null }];
  });
  return { policy, verifiers };
}
