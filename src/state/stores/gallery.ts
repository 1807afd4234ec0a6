/** The recorded runs that are served with the page, listed in `runs/index.json`. */
import { z } from "zod";

const entrySchema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  file: z.string().regex(/^[a-z0-9.-]+\.json$/),
  title: z.string(),
  /** One sentence on what there is to see. */
  note: z.string(),
  /** Recorded with the scripted policy of the tests, not with trained models. */
  scripted: z.boolean().default(false),
});
const gallerySchema = z.array(entrySchema).min(1);

export type Recorded = z.infer<typeof entrySchema>;

const BASE = `${import.meta.env.BASE_URL}runs/`;

/** @throws Error whose message is a sentence. */
async function fetchText(file: string): Promise<string> {
  const response = await fetch(BASE + file).catch(() => null);
  if (!response?.ok) {
    const status = response ? `the server said ${response.status}` : "there was no connection";
    throw new Error(`The recorded run ${file} could not be fetched: ${status}.`);
  }
  return response.text();
}

/** @throws Error whose message is a sentence. */
export async function fetchGallery(): Promise<Recorded[]> {
  const text = await fetchText("index.json");
  const parsed = gallerySchema.safeParse(parseJson(text));
  if (!parsed.success) throw new Error("The list of recorded runs cannot be read.");
  return parsed.data;
}

export const fetchRecorded = (entry: Recorded): Promise<string> => fetchText(entry.file);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
