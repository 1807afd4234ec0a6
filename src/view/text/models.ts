/** What the page says of the models that there are to choose from. */
import {
  type Catalog,
  type CatalogModel,
  DEFAULT_WEIGHTS,
  weightsFile,
} from "../../engine/sources/catalog.ts";
import { bytesOf } from "../../engine/sources/choose-models.ts";
import { megabytes } from "./numbers.ts";

/** In the list to choose from: its id and the size of its file. */
export const modelChoice = (model: CatalogModel): string =>
  `${model.id} · ${megabytes(weightsFile(model, DEFAULT_WEIGHTS).bytes)}`;

/** How a model was trained and from what, and that it is the default where it is; "" where nothing is known. */
export function modelNote({ models, defaults }: Catalog, id: string): string {
  const model = models.find((one) => one.id === id);
  if (!model?.training) return "";
  const { sentence, start } = model.training;
  const from = start === null ? "" : ` It began as ${start}.`;
  const usual = defaults[model.role] === id ? " The default." : "";
  return `${sentence}${from}${usual}`;
}

/** What a choice of models downloads, a file that serves twice once; "" of one that cannot be loaded. */
export function downloadNote(catalog: Catalog, policy: string, verifier: string | null): string {
  try {
    const bytes = bytesOf(catalog, { policy, prm: verifier });
    return `${megabytes(bytes)} of models are downloaded.`;
  } catch {
    // The engine refuses it as well, and says why.
    return "";
  }
}
