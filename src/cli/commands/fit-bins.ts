/**
 * `npm run -s fit-bins`: fits the table of compute-optimal scaling to the bundled models, on
 * validation problems of levels 2 to 5. Each problem is searched twice from the same first
 * trajectories: one search spends the rest on independent samples, the other on beam search. A run
 * that was stopped goes on where it stopped.
 */
import { z } from "zod";
import type { Engine } from "../../engine/contract/engine.ts";
import { fitBins, type Tried } from "../../experiments/stats/fit-bins.ts";
import { familyOf } from "../../problems/families/index.ts";
import type { Difficulty, Problem } from "../../problems/family.ts";
import { measureOf, nodeOf, ROOT } from "../../search/tree.ts";
import { partFile } from "../card-measure.ts";
import { describeFlags, type Flag, integerFlag, onlyFlags, parseFlags } from "../flags.ts";
import { keptLines } from "../kept-lines.ts";
import { readSamples, readSeed, seedFlag } from "../measuring-flags.ts";
import { loadModels, MODEL_FLAGS, modelChoice } from "../models.ts";
import { print } from "../output.ts";
import { progress } from "../progress.ts";
import { searchTree } from "../search-tree.ts";
import { problemsOf } from "../test-problems.ts";
import { runCommand } from "../usage.ts";
import { prepareFolder } from "../write-text.ts";

const METHODS = ["best-of-n", "beam"] as const;
type Method = (typeof METHODS)[number];
/** Level 1 has too few validation problems. */
const LEVELS: readonly Difficulty[] = [2, 3, 4, 5];

const FLAGS: readonly Flag[] = [
  { name: "problems", value: "NUMBER", help: "of each family and level; 40 when left out" },
  { name: "n", value: "NUMBER", help: "trajectories a search; 16 when left out" },
  seedFlag("of the first problem and of the searches"),
  { name: "work", value: "FOLDER", help: "keeps what was found; .cache/fit-bins when left out" },
  ...MODEL_FLAGS.filter(({ name }) => name !== "weights"),
  { name: "help", help: "print this help" },
];

const kept = z.object({
  estimate: z.number(),
  right: z.object({ "best-of-n": z.boolean(), beam: z.boolean() }),
});

async function searched(
  engine: Engine,
  { problem, spend, n, seed }: { problem: Problem; spend: Method; n: number; seed: number },
): Promise<{ estimate: number; right: boolean }> {
  const knobs = { n, spend };
  const tree = await searchTree(engine, problem, { strategy: "compute-optimal", knobs, seed });
  const estimate = measureOf(nodeOf(tree, ROOT), "value");
  if (estimate === null) throw new RangeError(`"${problem.text}" was given no estimate.`);
  return { estimate, right: tree.answer?.correct ?? false };
}

function report(tried: readonly Tried<Method>[]): string {
  const figure = (value: number): string => value.toFixed(2);
  const rows = fitBins(tried, METHODS).map(
    ({ least, problems, accuracy, difference, method }, i) =>
      `| ${i + 1} | ${figure(least)} | ${problems} | ${METHODS.map((one) => figure(accuracy[one])).join(" | ")} | ${figure(difference.value)} [${figure(difference.low)}, ${figure(difference.high)}] | ${method} |`,
  );
  return [
    `| difficulty | estimate from | problems | ${METHODS.join(" | ")} | difference | method |`,
    `| --- | --- | --- | --- | --- | --- | --- |`,
    ...rows,
  ].join("\n");
}

await runCommand(async (argv) => {
  const parsed = parseFlags(argv, FLAGS);
  if (parsed.values.has("help")) {
    await print(`fit-bins [flags]\n\n${describeFlags(FLAGS)}\n`);
    return;
  }
  onlyFlags(parsed, "fit-bins");
  const count = integerFlag(parsed, "problems", { min: 1, max: 10_000, otherwise: 40 });
  const n = readSamples(parsed, "n", { min: 5, otherwise: 16 });
  const seed = readSeed(parsed);
  const choice = modelChoice(parsed);
  const work = parsed.values.get("work") ?? ".cache/fit-bins";
  prepareFolder(work, "--work");
  const engine = await loadModels(choice);
  const { families, policy, verifier, prm } = engine.info;
  const problems = families.flatMap((id) =>
    LEVELS.flatMap((difficulty) =>
      problemsOf({ family: familyOf(id), difficulty, count, seed, split: "validation" }),
    ),
  );
  const judge = { verifier: verifier?.id, file: prm?.sha256 };
  const stamp = { policy: policy.sha256, judge, count, n, seed };
  const shown = progress("searches");
  const tried = await keptLines({
    file: partFile(work, "tried", stamp),
    count: problems.length,
    together: 8,
    make: async (index) => {
      const problem = problems[index] as Problem;
      const by = (spend: Method) => searched(engine, { problem, spend, n, seed });
      const [apart, beam] = await Promise.all([by("best-of-n"), by("beam")]);
      shown.update(index, problems.length);
      return {
        estimate: apart.estimate,
        right: { "best-of-n": apart.right, beam: beam.right },
      };
    },
    read: kept.parse,
  });
  shown.end();
  await engine.dispose();
  await print(`${report(tried)}\n`);
});
