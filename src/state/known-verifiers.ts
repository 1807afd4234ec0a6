/** The verifiers that there are to choose from: the catalog's, and those that are no model. */
import { type Catalog, MODELLESS, type Modelless, verifierOf } from "../engine/catalog.ts";

export interface KnownVerifiers {
  /** Catalog ids. */
  readonly models: readonly string[];
  /** The catalog's default. */
  readonly usual: string | null;
}

export const verifiersIn = ({ models, defaults }: Catalog): KnownVerifiers => ({
  models: models.filter((model) => verifierOf(model) !== null).map(({ id }) => id),
  usual: defaults.prm,
});

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
