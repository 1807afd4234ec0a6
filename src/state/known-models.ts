/** The policies and verifiers that there are to choose from: the catalog's, and verifiers that are no model. */
import { MODELLESS, type Modelless } from "../engine/contract/modelless.ts";
import { MODEL_KINDS } from "../engine/contract/verifier-entry.ts";
import { type Catalog, type CatalogModel, modelsFor, namesOf } from "../engine/sources/catalog.ts";
import { firstOfKind } from "../engine/sources/choose-verifier.ts";

export interface Known {
  /** Catalog ids. */
  readonly models: readonly string[];
  /** The id of each name, ids themselves and the kinds of verifiers among them. */
  readonly ids: ReadonlyMap<string, string>;
  /** Id of the catalog's default. */
  readonly usual: string | null;
}

/** null while the catalog was not read. */
export function knownFor(catalog: Catalog | null, role: CatalogModel["role"]): Known | null {
  if (!catalog) return null;
  const models = modelsFor(catalog, role);
  // As on the command line, a model that is called like a kind comes before the kind.
  const kinds = role === "prm" ? MODEL_KINDS : [];
  const named: (readonly [string, string])[] = [
    ...kinds.flatMap((kind) => {
      const model = firstOfKind(catalog, kind);
      return model ? [[kind, model.id] as const] : [];
    }),
    ...models.flatMap((one) => namesOf(one).map((name) => [name, one.id] as const)),
  ];
  return {
    models: models.map(({ id }) => id),
    ids: new Map(named),
    usual: catalog.defaults[role],
  };
}

/** The id where it needs no model, else undefined. */
export const modelless = (id: string | null): Modelless | undefined =>
  MODELLESS.find((one) => one === id);

/**
 * The id of what was asked for by any of its names, or null (the default) where the catalog is
 * read and has no such model.
 */
export function wantedOf(asked: string | null, known: Known | null): string | null {
  if (asked === null || modelless(asked) !== undefined || !known) return asked;
  const id = known.ids.get(asked);
  return id === undefined || id === known.usual ? null : id;
}

/** A name as it was given where it names a model, or one that is none; else null. Any name while the catalog is not read. */
export const named = (asked: string | null, known: Known | null): string | null =>
  asked === null || !known || modelless(asked) !== undefined || known.ids.has(asked) ? asked : null;

/** The choice that repeats a log: its own model where there is one, never an oracle that it did not have. */
export function modelOfLog(
  id: string | undefined,
  before: string | null,
  known: Known | null,
): string | null {
  if (id === undefined) return before;
  if (modelless(id) !== undefined || known?.models.includes(id)) return wantedOf(id, known);
  return modelless(before) === undefined ? before : null;
}
