/**
 * Samples of policies and scores of reward models. Each is made once and kept on disk; asking again
 * for the same, of the same model files, reads it.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import type { Engine } from "../engine/contract/engine.ts";
import { loadNodeEngine, type NodeLoadOptions } from "../engine/host/node.ts";
import { type CatalogModel, type Weights, weightsFile } from "../engine/sources/catalog.ts";
import { type Drawn, drawnOf } from "../experiments/stats/sampling-metrics.ts";
import { checkerFor, familyOf } from "../problems/families/index.ts";
import type { Difficulty, FamilyId, Problem } from "../problems/family.ts";
import { keptLines } from "./kept-lines.ts";
import { progress } from "./progress.ts";
import { searchTree } from "./search-tree.ts";
import { problemsOf } from "./test-problems.ts";

export interface Sampling {
  family: FamilyId;
  level: Difficulty;
  problems: number;
  samples: number;
  temperature: number;
  seed: number;
}

/** How many completions are sampled at once: concurrent searches share the policy's batches. */
export const ROWS = 256;

const drawn = z.array(
  z.object({
    answer: z.string().nullable(),
    correct: z.boolean().nullable(),
    ended: z.boolean(),
    scores: z.array(z.number()),
    steps: z.array(z.array(z.int())),
  }),
);
/** The score of each step of each trajectory. */
const scored = z.array(z.array(z.number()));

/** The path of a part in the folder of parts; its name is a hash of all that the part depends on. */
export const partFile = (work: string, kind: string, stamp: object): string => {
  const hash = createHash("sha256").update(JSON.stringify(stamp)).digest("hex").slice(0, 16);
  return join(work, `${kind}-${hash}.jsonl`);
};

/** The first digits of the hash of a weights file. */
export const fileOf = ({ sha256 }: { sha256: string }): string => sha256.slice(0, 12);

export interface Place {
  /** The folder of parts. */
  work: string;
  load: Pick<NodeLoadOptions, "weights" | "modelsFolder" | "threads">;
}

/** The problems of a sampling. @throws UsageError */
export const problemsFor = ({ family, level, problems, seed }: Sampling): Problem[] =>
  problemsOf({ family: familyOf(family), difficulty: level, count: problems, seed });

/**
 * Independent samples of the engine's policy, by problem, scored by the policy's own self-certainty,
 * which costs nothing.
 */
export async function samplesWith(
  engine: Engine,
  sampling: Sampling,
  { work }: Pick<Place, "work">,
): Promise<Drawn[][]> {
  const { policy } = engine.info;
  const problems = problemsFor(sampling);
  const { problems: _, ...rest } = sampling;
  const file = partFile(work, "samples", { policy: policy.sha256, ...rest });
  const shown = progress(`${policy.id}, ${sampling.family}: samples`);
  const all = await keptLines({
    file,
    count: problems.length,
    together: Math.max(1, Math.floor(ROWS / sampling.samples)),
    make: async (index) => {
      shown.update(index, problems.length);
      return sample(engine, problems[index] as Problem, sampling);
    },
    read: drawn.parse,
  });
  shown.end();
  return all.map((draws, index) => {
    const { key } = checkerFor(problems[index] as Problem);
    return draws.map((one) => ({ ...one, key: one.answer === null ? null : key(one.answer) }));
  });
}

type Kept = Omit<Drawn, "key">;

async function sample(engine: Engine, problem: Problem, sampling: Sampling): Promise<Kept[]> {
  const { samples: n, temperature, seed } = sampling;
  const family = familyOf(problem.family);
  const tree = await searchTree(engine, problem, {
    strategy: "best-of-n",
    knobs: { n, temperature },
    seed,
    verifier: "self-certainty",
  });
  return drawnOf(tree, family.checker(problem)).map(({ key: _, ...kept }) => kept);
}

export interface Written {
  problem: Problem;
  /** The token ids of each step of each trajectory. */
  trajectories: readonly (readonly (readonly number[])[])[];
}

/**
 * The scores that the loaded verifier gives to trajectories, problem by problem.
 * @param judge the catalog's models that the verifier runs, and their weights.
 * @param judge.label what the progress line says.
 */
export async function scoresWith(
  engine: Engine,
  written: readonly Written[],
  judge: { models: readonly CatalogModel[]; weights: Weights; label: string },
  { work }: Pick<Place, "work">,
): Promise<number[][][]> {
  const files = judge.models.map((model) => weightsFile(model, judge.weights).sha256);
  const texts = written.map(({ problem, trajectories }) => [problem.text, trajectories]);
  const of = createHash("sha256").update(JSON.stringify(texts)).digest("hex");
  const stamp = { files, entry: judge.models[0]?.verifier ?? null, of };
  const file = partFile(work, "scores", stamp);
  const shown = progress(`${judge.label}: scores`);
  const all = await keptLines({
    file,
    count: written.length,
    make: async (index) => {
      shown.update(index, written.length);
      const { problem, trajectories } = written[index] as Written;
      const scores = await engine.judge({ problem, trajectories });
      // Scores are in single precision, which has about seven significant digits.
      return scores.map((one) => one.map((score) => Number(score.toPrecision(7))));
    },
    read: scored.parse,
  });
  shown.end();
  return all;
}

/** Loads an engine with these models, runs `use` on it, and disposes of the engine. */
export async function withEngine<T>(
  { load }: Pick<Place, "load">,
  models: { policy: string; prm: string | null },
  use: (engine: Engine) => Promise<T>,
): Promise<T> {
  const engine = await loadNodeEngine({ ...load, ...models });
  try {
    return await use(engine);
  } finally {
    await engine.dispose();
  }
}
