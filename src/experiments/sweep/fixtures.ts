/** For tests: a sweep over scripted models, in memory. */
import { familyOf } from "../../problems/families/index.ts";
import type { Problem } from "../../problems/family.ts";
import { type Script, scriptedModels, scriptFor } from "../../search/scripted.ts";
import type { Line } from "./file.ts";
import { type Host, hostOf, type Opened } from "./host.ts";
import { pairsOf } from "./plan.ts";
import { runPair } from "./run.ts";
import { problemsOf, type Settings } from "./settings.ts";

export const settings = (changes: Partial<Settings> = {}): Settings => ({
  problems: { texts: ["Make 24 from 4, 7, 8, 8.", "Make 12 from 2, 4, 6.", "2x + 3 = 11"] },
  policies: ["scripted-policy"],
  verifiers: ["scripted-verifier"],
  strategies: ["greedy", "majority", "best-of-n", "weighted-best-of-n", "beam"],
  aggregations: ["last", "min"],
  knobs: {},
  currency: "size",
  budgets: [1, 4, 9],
  seeds: [1, 2],
  ...changes,
});

const scripts = new Map<string, Script>();

/** The script of a problem; each problem is solved once. */
function scriptOf(problem: Problem): Script {
  const script = scripts.get(problem.text) ?? scriptFor(familyOf(problem.family), problem);
  scripts.set(problem.text, script);
  return script;
}

export const open = (problem: Problem, seed: number): Opened => ({
  ...scriptedModels(scriptOf(problem), seed),
  close() {},
});

export const host = (concurrency = 1): Host => hostOf(open, concurrency);

/** @param before the lines that the file already holds. @returns the lines that are added. */
export async function sweep(
  asked: Settings,
  before: readonly Line[] = [],
  on: Host = host(),
): Promise<Line[]> {
  const added: Line[] = [];
  const known = {
    runs: before.flatMap((line) => (line.type === "run" ? line : [])),
    shapes: before.flatMap((line) => (line.type === "shape" ? line : [])),
  };
  const write = (lines: readonly Line[]): void => void added.push(...lines);
  const problems = problemsOf(asked);
  for (const pair of pairsOf(asked)) {
    await runPair(pair, on, { settings: asked, problems, known, write });
  }
  return added;
}

/** The lines without their seconds, sorted, so that the order of the searches does not matter. */
export const timeless = (lines: readonly Line[]): string[] =>
  lines.map((line) => JSON.stringify(line, (key, value) => (key === "seconds" ? 0 : value))).sort();
