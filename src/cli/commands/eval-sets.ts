/**
 * `npm run -s eval-sets`: writes models/eval again; the same models and flags give the same files.
 *
 *   answers.SPLIT.jsonl  problems with their right answers, at all levels of each family
 *   steps.SPLIT.jsonl    trajectories of the bundled policies with their first wrong step; of each
 *                        family half are right throughout, and the levels take turns
 *
 * Use the test split for reporting, and the validation split for thresholds and calibration.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { Engine } from "../../engine/contract/engine.ts";
import { readCatalog } from "../../engine/host/node.ts";
import { drawnOf } from "../../experiments/stats/sampling-metrics.ts";
import { familyOf } from "../../problems/families/index.ts";
import {
  DIFFICULTIES,
  type Difficulty,
  type FamilyId,
  type Problem,
  type Split,
} from "../../problems/family.ts";
import { FAMILY_IDS } from "../../problems/problem.ts";
import { partFile, ROWS, withEngine } from "../card-measure.ts";
import { describeFlags, type Flag, integerFlag, onlyFlags, parseFlags } from "../flags.ts";
import { inOrder, keptLines } from "../kept-lines.ts";
import { firstError } from "../mark-trajectories.ts";
import {
  answersFile,
  EVAL_FOLDER,
  type MarkedLine,
  markedLine,
  stepsFile,
} from "../marked-sets.ts";
import { readSamples, samplesFlag } from "../measuring-flags.ts";
import { chosenModels, MODEL_FLAGS, modelChoice } from "../models.ts";
import { print } from "../output.ts";
import { progress } from "../progress.ts";
import { searchTree } from "../search-tree.ts";
import { problemsOf } from "../test-problems.ts";
import { runCommand } from "../usage.ts";

/** Finished families are kept here, so that a run that was stopped goes on. */
const WORK = ".cache/eval-sets";
/** Far from the seeds that other measurements use. */
const FIRST_SEED = { test: 500_000, validation: 600_000 };
/** How many problems are tried at most for each that is wanted. */
const PATIENCE = 4;

const FLAGS: readonly Flag[] = [
  { name: "answers", value: "NUMBER", help: "problems of each family and level; 25 when left out" },
  {
    name: "steps",
    value: "NUMBER",
    help: "trajectories of each family in the test split, twice as many as for validation; 400 when left out",
  },
  samplesFlag("n", 4),
  {
    name: "policies",
    value: "ID,ID",
    help: "who writes them, in turns; all bundled ones when left out",
  },
  ...MODEL_FLAGS.filter(({ name }) => ["weights", "threads"].includes(name)),
  { name: "help", help: "print this help" },
];

type Kept = Exclude<Split, "train">;

function answers(split: Kept, count: number): string[] {
  return FAMILY_IDS.flatMap((id) =>
    DIFFICULTIES.flatMap((difficulty) => {
      const family = familyOf(id);
      const problems = problemsOf({ family, difficulty, count, seed: FIRST_SEED[split], split });
      return problems.map((problem) => {
        const answer = family.extractAnswer(problem, family.solve(problem) ?? []);
        return JSON.stringify({ family: id, difficulty, text: problem.text, answer });
      });
    }),
  );
}

/** The first sample of a problem that is right throughout, and the first that has a wrong step. */
async function markedOf(
  engine: Engine,
  problem: Problem,
  { n, seed, difficulty }: { n: number; seed: number; difficulty: Difficulty },
): Promise<MarkedLine[]> {
  const family = familyOf(problem.family);
  const knobs = { n, temperature: 1 };
  const tree = await searchTree(engine, problem, { strategy: "majority", knobs, seed });
  const lines = drawnOf(tree, family.checker(problem))
    .filter(({ ended }) => ended)
    .map(({ steps, correct }) => {
      const texts = steps.map((tokens) => engine.detokenize(tokens).replace(/\n$/, ""));
      return {
        family: family.id,
        difficulty,
        text: problem.text,
        policy: engine.info.policy.id,
        steps: texts,
        outcome: correct === true,
        firstError: firstError(problem, texts),
      };
    });
  const right = lines.find((one) => one.firstError < 0 && one.outcome);
  const wrong = lines.find((one) => one.firstError >= 0);
  return [right, wrong].filter((one) => one !== undefined);
}

/** Right and wrong trajectories in equal parts, of all levels in turns, as far as the samples go. */
async function markedFamily(
  engine: Engine,
  split: Kept,
  { id, count, n, turn }: { id: FamilyId; count: number; n: number; turn: number },
): Promise<MarkedLine[]> {
  const family = familyOf(id);
  const seed = FIRST_SEED[split] + 50_000 + 10_000 * turn;
  const half = Math.ceil(count / 2);
  const drawn = new Map<string, { problem: Problem; difficulty: Difficulty }>();
  for (let draw = 0; draw < PATIENCE * half; draw++) {
    const difficulty = DIFFICULTIES[draw % DIFFICULTIES.length] ?? 3;
    const problem = family.generate(seed + draw, difficulty, split);
    if (!drawn.has(problem.key)) drawn.set(problem.key, { problem, difficulty });
  }
  const problems = [...drawn.values()];
  const right: MarkedLine[] = [];
  const wrong: MarkedLine[] = [];
  const make = (index: number) => {
    const { problem, difficulty } = problems[index] as (typeof problems)[number];
    return markedOf(engine, problem, { n, seed: index, difficulty });
  };
  for await (const lines of inOrder(0, problems.length, Math.floor(ROWS / n / 4), make)) {
    for (const line of lines) {
      const side = line.firstError < 0 ? right : wrong;
      if (side.length < half) side.push(line);
    }
    if (Math.min(right.length, wrong.length) >= half) break;
  }
  process.stderr.write(`${split}, ${id}: ${right.length} right, ${wrong.length} wrong\n`);
  return [...right, ...wrong];
}

await runCommand(async (argv) => {
  const parsed = parseFlags(argv, FLAGS);
  if (parsed.values.has("help")) {
    await print(`eval-sets [flags]\n\n${describeFlags(FLAGS)}\n`);
    return;
  }
  onlyFlags(parsed, "eval-sets");
  const perLevel = integerFlag(parsed, "answers", { min: 1, max: 1000, otherwise: 25 });
  const count = integerFlag(parsed, "steps", { min: 2, max: 10_000, otherwise: 400 });
  const n = readSamples(parsed, "n", { max: 64, otherwise: 4 });
  const { weights, threads } = modelChoice(parsed);
  const catalog = readCatalog();
  const policies = chosenModels(catalog, "policy", parsed.values.get("policies"));
  mkdirSync(EVAL_FOLDER, { recursive: true });
  for (const split of ["test", "validation"] as const) {
    const share = Math.ceil((split === "test" ? count : count / 2) / policies.length);
    const lines: MarkedLine[] = [];
    const shown = progress(`${split}: policies`);
    for (const [turn, { id: policy }] of policies.entries()) {
      const load = { weights, ...(threads === undefined ? {} : { threads }) };
      await withEngine({ load }, { policy, prm: null }, async (engine) => {
        const settings = { policy: engine.info.policy.sha256, split, count: share, n, turn };
        const families = await keptLines({
          file: partFile(WORK, "marked", settings),
          count: FAMILY_IDS.length,
          make: (at) =>
            markedFamily(engine, split, { id: FAMILY_IDS[at] ?? "story", count: share, n, turn }),
          read: z.array(markedLine).parse,
        });
        lines.push(...families.flat());
      });
      shown.update(turn + 1, policies.length);
    }
    shown.end();
    const byFamily = FAMILY_IDS.flatMap((id) => lines.filter(({ family }) => family === id));
    writeFileSync(stepsFile(split), byFamily.map((one) => `${JSON.stringify(one)}\n`).join(""));
    writeFileSync(
      answersFile(split),
      answers(split, perLevel)
        .map((one) => `${one}\n`)
        .join(""),
    );
  }
});
