/** The words for the models that can be chosen. */
import {
  type Catalog,
  type CatalogModel,
  DEFAULT_WEIGHTS,
  weightsFile,
} from "../../engine/sources/catalog.ts";
import { bytesOf } from "../../engine/sources/choose-models.ts";
import { megabytes } from "./numbers.ts";

/** A model in the list of choices: its id and the size of its file. */
export const modelChoice = (model: CatalogModel): string =>
  `${model.id} · ${megabytes(weightsFile(model, DEFAULT_WEIGHTS).bytes)}`;

/** How a model was trained, what it began as, and whether it is the default; "" where nothing is known. */
export function modelNote({ models, defaults }: Catalog, id: string): string {
  const model = models.find((one) => one.id === id);
  if (!model?.training) return "";
  const { sentence, start } = model.training;
  const from = start === null ? "" : ` It began as ${start}.`;
  const usual = defaults[model.role] === id ? " The default." : "";
  return `${sentence}${from}${usual}`;
}

/** The size of the download for a choice of models, with shared files counted once; "" when they cannot be loaded. */
export function downloadNote(catalog: Catalog, policy: string, verifier: string | null): string {
  try {
    const bytes = bytesOf(catalog, { policy, prm: verifier });
    return `${megabytes(bytes)} of models are downloaded.`;
  } catch {
    // The engine refuses the choice and says why.
    return "";
  }
}
