/** The committed evaluation sets: models/eval/steps.SPLIT.jsonl, trajectories with their first wrong step. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { MODELS_FOLDER } from "../engine/host/node.ts";
import { readProblem } from "../problems/families/index.ts";
import { familyIdSchema, type Problem } from "../problems/problem.ts";
import { UsageError } from "./usage.ts";

export const EVAL_FOLDER = join(MODELS_FOLDER, "eval");
export const stepsFile = (split: string): string => join(EVAL_FOLDER, `steps.${split}.jsonl`);
export const answersFile = (split: string): string => join(EVAL_FOLDER, `answers.${split}.jsonl`);

export const markedLine = z.object({
  family: familyIdSchema,
  difficulty: z.int().min(1).max(5),
  text: z.string(),
  /** The catalog id of the policy that wrote the trajectory. */
  policy: z.string(),
  /** Each step as model text, with its leading space and without its separator. */
  steps: z.array(z.string()).min(1),
  outcome: z.boolean(),
  firstError: z.int().min(-1),
});
export type MarkedLine = z.infer<typeof markedLine>;

/** @throws UsageError when there is no such file, or when it is malformed. */
export function readMarked(split: string): MarkedLine[] {
  try {
    const text = readFileSync(stepsFile(split), "utf8");
    return text
      .split("\n")
      .filter((one) => one !== "")
      .map((one) => markedLine.parse(JSON.parse(one)));
  } catch {
    throw new UsageError(
      `The marked ${split} trajectories cannot be read: make them with \`npm run -s eval-sets\`.`,
    );
  }
}

/** The lines grouped by problem, in the order of the problems. */
export function byProblem(
  lines: readonly MarkedLine[],
): { problem: Problem; lines: MarkedLine[] }[] {
  const groups = new Map<string, MarkedLine[]>();
  for (const one of lines) groups.set(one.text, [...(groups.get(one.text) ?? []), one]);
  return [...groups].map(([text, group]) => {
    const parsed = readProblem({ family: group[0]?.family ?? "story", text });
    if (!parsed.ok) throw new UsageError(parsed.error.message);
    return { problem: parsed.problem, lines: group };
  });
}
