/** Results of sweeps that are served with the page. */
import { z } from "zod";
import { createStore } from "zustand/vanilla";

export const entrySchema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  file: z.string().regex(/^[a-z0-9.-]+\.jsonl$/),
  title: z.string(),
  /** One sentence on what there is to see. */
  note: z.string(),
});

export type Shipped = z.infer<typeof entrySchema>;

export const createShipped = () =>
  createStore<{ entries: readonly Shipped[] }>()(() => ({ entries: [] }));
