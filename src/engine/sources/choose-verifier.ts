/** Which verifier was asked for: a model of the catalog, or one of those that are no model. */

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
      /** What an implicit PRM is measured against. */
      reference: CatalogModel | null;
    };

/** The models chosen besides `prm`. @throws EngineError "bad-request" */
export const chooseOthers = (
  catalog: Catalog,
  { others = [] }: Pick<LoadOptions, "others">,
): VerifierChoice[] => others.flatMap((prm) => chooseVerifier(catalog, { prm }) ?? []);

/** By id, short name or kind. null when none is wanted; a catalog without a default is fine as long as none is asked for. */
export function chooseVerifier(
  catalog: Catalog,
  { prm }: Pick<LoadOptions, "prm">,
): VerifierChoice | null {
  const id = prm === undefined ? catalog.defaults.prm : prm;
  if (id === null) return null;
  if (id === ORACLE || id === SELF_CERTAINTY) return { kind: id };
  const model = ofKind(catalog, id) ?? chooseModel(catalog, "prm", id);
  const entry = verifierOf(model) ?? STEP_HEAD;
  return { kind: "model", model, entry, reference: referenceOf(catalog, model, entry) };
}

/** The catalog's model of a kind: its default where that is one, else the first; undefined where there is none. */
export function firstOfKind(
  { models, defaults }: Catalog,
  kind: VerifierEntry["kind"],
): CatalogModel | undefined {
  const fitting = models.filter((model) => verifierOf(model)?.kind === kind);
  return fitting.find(({ id }) => id === defaults.prm) ?? fitting[0];
}

/**
 * The catalog's model of the kind that a name is.
 * @returns null where no kind is named, or a model that is called like one.
 * @throws EngineError "bad-request" where there is none.
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

/** The models that a choice needs, besides the policy. */
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
