/** The verifiers that there are to choose from: the catalog's, and those that are no model. */
import {
  type Catalog,
  DEFAULT_WEIGHTS,
  MODELLESS,
  type Modelless,
  verifierOf,
  weightsFile,
} from "../engine/catalog.ts";
import { chooseVerifier, modelsOf } from "../engine/verifiers/choose.ts";

export interface KnownVerifiers {
  /** Catalog ids. */
  readonly models: readonly string[];
  /** The catalog's default. */
  readonly usual: string | null;
  /** What fetching one takes beside the default policy. */
  readonly bytes: Readonly<Record<string, number>>;
}

export function verifiersIn(catalog: Catalog): KnownVerifiers {
  const ids = catalog.models.filter((model) => verifierOf(model) !== null).map(({ id }) => id);
  return {
    models: ids,
    usual: catalog.defaults.prm,
    bytes: Object.fromEntries(ids.map((id) => [id, bytesOf(catalog, id)])),
  };
}

const bytesOf = (catalog: Catalog, prm: string): number =>
  modelsOf(chooseVerifier(catalog, { prm }))
    .filter(({ id }) => id !== catalog.defaults.policy)
    .reduce((sum, model) => sum + weightsFile(model, DEFAULT_WEIGHTS).bytes, 0);

/** The id where it needs no model, else undefined. */
export const modelless = (id: string | null): Modelless | undefined =>
  MODELLESS.find((one) => one === id);

/** What was asked for, or null (the default) where the catalog is read and has no such model. */
export function wantedOf(asked: string | null, known: KnownVerifiers | null): string | null {
  if (asked === null || modelless(asked) !== undefined || !known) return asked;
  return known.models.includes(asked) && asked !== known.usual ? asked : null;
}

/** The choice that repeats a log: its own verifier where there is one, never an oracle that it did not have. */
export function verifierOfLog(
  id: string | undefined,
  before: string | null,
  known: KnownVerifiers | null,
): string | null {
  if (id === undefined) return before;
  if (modelless(id) !== undefined || known?.models.includes(id)) return wantedOf(id, known);
  return modelless(before) === undefined ? before : null;
}
