/** Results of sweeps that are served with the page, listed in `results/index.json`; a page may have none. */

import { z } from "zod";
import { type Opened, openSweep } from "../../../experiments/sweep/open.ts";
import { entrySchema, type Shipped } from "../../stores/shipped.ts";

const BASE = `${import.meta.env.BASE_URL}results/`;

/** None where the list is not there or cannot be read: the page then says nothing of it. */
export async function fetchShipped(): Promise<readonly Shipped[]> {
  const response = await fetch(`${BASE}index.json`).catch(() => null);
  const json: unknown = response?.ok ? await response.json().catch(() => null) : null;
  return listOf(json);
}

/** The entries of an index; none where it cannot be read. */
export function listOf(json: unknown): readonly Shipped[] {
  const parsed = z.array(entrySchema).safeParse(json);
  return parsed.success ? parsed.data : [];
}

export async function fetchResults({ file }: Shipped): Promise<Opened> {
  const response = await fetch(BASE + file).catch(() => null);
  if (response?.ok) return openSweep(await response.text());
  const status = response ? `the server said ${response.status}` : "there was no connection";
  return { ok: false, error: `The results ${file} could not be fetched: ${status}.` };
}
