/** goldens.json: PyTorch's outputs for a few inputs, stored beside each model. */
import { z } from "zod";

export const goldenSchema = z.object({
  output: z.enum(["logits", "scores"]),
  cases: z.array(
    z.object({
      ids: z.array(z.int()).min(1),
      positions: z.array(z.int()),
      /** For each position, the outputs after the token there. */
      rows: z.array(z.array(z.number())),
    }),
  ),
  /** The verifier's scores of whole trajectories, given by the token ids of the prompt and of each step. */
  trajectories: z
    .array(
      z.object({
        prompt: z.array(z.int()).min(1),
        steps: z.array(z.array(z.int()).min(1)).min(1),
        /** One a step. */
        scores: z.array(z.number()),
      }),
    )
    .default([]),
});

export type Golden = z.infer<typeof goldenSchema>;
