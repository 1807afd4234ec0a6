/** Finds the verifier that was asked for: a model of the catalog, or a verifier without a model. */

import { ORACLE } from "../../search/oracle.ts";
import { EngineError } from "../contract/errors.ts";
import type { VerifierInfo } from "../contract/info.ts";
import { SELF_CERTAINTY } from "../contract/modelless.ts";
import type { LoadOptions } from "../contract/requests.ts";
import { MODEL_KINDS, STEP_HEAD, type VerifierEntry } from "../contract/verifier-entry.ts";
import { type Catalog, type CatalogModel, chooseModel, namesOf, verifierOf } from "./catalog.ts";

export type VerifierChoice =
  | { kind: typeof ORACLE }
  | { kind: typeof SELF_CERTAINTY }
  | {
      kind: "model";
      model: CatalogModel;
      entry: VerifierEntry;
      /** The model that an implicit PRM is measured against; null for other kinds. */
      reference: CatalogModel | null;
    };

/** @returns the verifiers that were asked for beside `prm`. @throws EngineError "bad-request" */
export const chooseOthers = (
  catalog: Catalog,
  { others = [] }: Pick<LoadOptions, "others">,
): VerifierChoice[] => others.flatMap((prm) => chooseVerifier(catalog, { prm }) ?? []);

/**
 * @param options `prm` is an id, an alias or a kind; the catalog's default when left out.
 * @returns null when no verifier is wanted, or when the catalog has no default and none was named.
 * @throws EngineError
 */
export function chooseVerifier(
  catalog: Catalog,
  options: Pick<LoadOptions, "prm">,
): VerifierChoice | null {
  const { prm } = options;
  const id = prm === undefined ? catalog.defaults.prm : prm;
  if (id === null) return null;
  if (id === ORACLE || id === SELF_CERTAINTY) return { kind: id };
  const model = ofKind(catalog, id) ?? chooseModel(catalog, "prm", id);
  const entry = verifierOf(model) ?? STEP_HEAD;
  return { kind: "model", model, entry, reference: referenceOf(catalog, model, entry) };
}

/**
 * @returns the catalog's model of a kind: the default where it is of that kind, else the first;
 * undefined when there is none.
 */
export function firstOfKind(
  { models, defaults }: Catalog,
  kind: VerifierEntry["kind"],
): CatalogModel | undefined {
  const fitting = models.filter((model) => verifierOf(model)?.kind === kind);
  return fitting.find(({ id }) => id === defaults.prm) ?? fitting[0];
}

/**
 * @param name of a kind.
 * @returns the catalog's model of the kind; null when the name is no kind, or is also a model's name.
 * @throws EngineError "bad-request" when the catalog has no model of the kind.
 */
function ofKind(catalog: Catalog, name: string | null): CatalogModel | null {
  const kind = MODEL_KINDS.find((one) => one === name);
  const { models } = catalog;
  if (!kind || models.some((model) => name !== null && namesOf(model).includes(name))) return null;
  const chosen = firstOfKind(catalog, kind);
  if (chosen) return chosen;
  const there = models.flatMap((model) => {
    const entry = verifierOf(model);
    return entry ? [`${model.id} (${entry.kind})`] : [];
  });
  throw new EngineError(
    "bad-request",
    `The catalog has no verifier of the kind "${kind}"; it has: ${there.join(", ") || "none"}.`,
  );
}

/** @returns the models that a verifier needs beside the policy. */
export const modelsOf = (choice: VerifierChoice | null): CatalogModel[] =>
  choice?.kind === "model" ? [choice.model, ...(choice.reference ? [choice.reference] : [])] : [];

export function describeVerifier(choice: VerifierChoice): VerifierInfo {
  if (choice.kind !== "model") return { id: choice.kind, kind: choice.kind, reference: null };
  const { model, entry, reference } = choice;
  return { id: model.id, kind: entry.kind, reference: reference?.id ?? null };
}

function referenceOf(
  catalog: Catalog,
  model: CatalogModel,
  entry: VerifierEntry,
): CatalogModel | null {
  if (entry.kind !== "implicit") return null;
  const reference = catalog.models.find(({ id }) => id === entry.reference);
  if (reference) return reference;
  throw new EngineError(
    "bad-model",
    `The implicit reward model ${model.id} is measured against "${entry.reference}", which the catalog does not have.`,
  );
}
