/**
 * `npm run -s evaluate`: the accuracy of one policy and one verifier on held-out test problems of one
 * family and level, with 95 % bootstrap intervals over problems. For the model card use `card`.
 */
import type { Engine } from "../../engine/contract/engine.ts";
import { auc } from "../../experiments/card/judged.ts";
import {
  judgedBy,
  type Metrics,
  type Sample,
  samplesOf,
  samplingMetrics,
} from "../../experiments/stats/sampling-metrics.ts";
import { familyOf } from "../../problems/families/index.ts";
import type { Difficulty, Family, Problem } from "../../problems/family.ts";
import { FAMILY_IDS } from "../../problems/problem.ts";
import { AGGREGATIONS } from "../../search/aggregate.ts";
import type { Ledger } from "../../search/ledger.ts";
import { ledgerOf, type Tree } from "../../search/tree.ts";
import {
  choiceFlag,
  describeFlags,
  type Flag,
  integerFlag,
  onlyFlags,
  parseFlags,
} from "../flags.ts";
import {
  levelFlag,
  readLevel,
  readSamples,
  readSeed,
  readTemperature,
  samplesFlag,
  seedFlag,
  temperatureFlag,
} from "../measuring-flags.ts";
import { loadModels, MODEL_FLAGS, type ModelChoice, modelChoice } from "../models.ts";
import { print } from "../output.ts";
import { progress } from "../progress.ts";
import { searchTree } from "../search-tree.ts";
import { problemsOf } from "../test-problems.ts";
import { runCommand } from "../usage.ts";

const FLAGS: readonly Flag[] = [
  { name: "family", value: "NAME", help: `one of ${FAMILY_IDS.join(", ")}` },
  levelFlag("difficulty", 3),
  { name: "count", value: "NUMBER", help: "test problems, each another; 100 when left out" },
  samplesFlag("n", 16),
  temperatureFlag(1),
  seedFlag("of the first problem and of the sampling"),
  { name: "json", help: "print one JSON object instead of a table" },
  ...MODEL_FLAGS,
  { name: "help", help: "print this help" },
];

interface EvaluateArguments {
  family: Family;
  difficulty: Difficulty;
  count: number;
  n: number;
  temperature: number;
  seed: number;
  json: boolean;
  models: ModelChoice;
}

interface Evaluation {
  command: string;
  models: { policy: string; prm: string | null; weights: string };
  family: string;
  difficulty: number;
  split: "test";
  problems: number;
  n: number;
  temperature: number;
  seed: number;
  metrics: Metrics;
  /** By aggregation; null when all samples were right, or all were wrong. */
  verifierAuc: Record<string, number | null>;
  ledger: Pick<Ledger, "completions" | "policyTokens" | "prmTokens" | "flops" | "seconds">;
}

/** @throws UsageError */
function parseArguments(argv: string[]): EvaluateArguments | { help: string } {
  const parsed = parseFlags(argv, FLAGS);
  if (parsed.values.has("help")) {
    return { help: `evaluate --family NAME [flags]\n\n${describeFlags(FLAGS)}` };
  }
  onlyFlags(parsed, "evaluate");
  return {
    family: familyOf(choiceFlag(parsed, "family", FAMILY_IDS)),
    difficulty: readLevel(parsed, "difficulty", 3),
    count: integerFlag(parsed, "count", { min: 1, max: 100_000, otherwise: 100 }),
    n: readSamples(parsed, "n", { otherwise: 16 }),
    temperature: readTemperature(parsed, 1),
    seed: readSeed(parsed),
    json: parsed.values.has("json"),
    models: modelChoice(parsed),
  };
}

async function evaluate(engine: Engine, asked: EvaluateArguments, argv: string[]) {
  const { family, difficulty, n, temperature, seed } = asked;
  const { policy, verifier } = engine.info;
  const problems = problemsOf(asked);
  const shown = progress(`${family.id} ${difficulty}:`);
  const samples: Sample[][] = [];
  const ledger = { completions: 0, policyTokens: 0, prmTokens: 0, flops: 0, seconds: 0 };
  for (const problem of problems) {
    const tree = await sample(engine, problem, { n, temperature, seed });
    samples.push(samplesOf(tree, family.checker(problem)));
    const spent = ledgerOf(tree);
    ledger.completions += spent.completions;
    ledger.policyTokens += spent.policyTokens;
    ledger.prmTokens += spent.prmTokens;
    ledger.flops += spent.flops;
    ledger.seconds += spent.seconds;
    const right = samples.flat().filter((one) => one.correct).length;
    const rate = (right / samples.flat().length).toFixed(3);
    shown.update(samples.length, problems.length, `pass@1 ${rate}`);
  }
  shown.end();
  const aucs = AGGREGATIONS.map(
    (rule) => [rule, auc(judgedBy(samples, rule))?.value ?? null] as const,
  );
  const evaluation: Evaluation = {
    command: `npm run -s evaluate -- ${argv.join(" ")}`,
    models: { policy: policy.id, prm: verifier?.id ?? null, weights: asked.models.weights },
    family: family.id,
    difficulty,
    split: "test",
    problems: problems.length,
    n,
    temperature,
    seed,
    metrics: samplingMetrics(samples, n),
    verifierAuc: Object.fromEntries(aucs),
    ledger,
  };
  return evaluation;
}

function sample(
  engine: Engine,
  problem: Problem,
  { n, temperature, seed }: { n: number; temperature: number; seed: number },
): Promise<Tree> {
  const strategy = engine.info.verifier ? "best-of-n" : "majority";
  return searchTree(engine, problem, { strategy, knobs: { n, temperature }, seed });
}

function table({ family, difficulty, problems, metrics, verifierAuc, ledger }: Evaluation): string {
  const width = Math.max(...Object.keys(metrics).map((name) => name.length));
  const rows = Object.entries(metrics).map(
    ([name, { value, low, high }]) =>
      `${name.padEnd(width)}  ${value.toFixed(3)}  [${low.toFixed(3)}, ${high.toFixed(3)}]`,
  );
  const aucs = Object.entries(verifierAuc)
    .map(([rule, auc]) => `${rule} ${auc === null ? "unknown" : auc.toFixed(3)}`)
    .join(", ");
  return [
    `${family}, level ${difficulty}, ${problems} test problems`,
    ...rows,
    `AUC of the verifier: ${aucs}`,
    `${ledger.completions} completions in ${ledger.seconds.toFixed(1)} s`,
  ].join("\n");
}

await runCommand(async (argv) => {
  const asked = parseArguments(argv);
  if ("help" in asked) {
    await print(`${asked.help}\n`);
    return;
  }
  const engine = await loadModels(asked.models);
  try {
    const evaluation = await evaluate(engine, asked, argv);
    const text = asked.json ? JSON.stringify(evaluation) : table(evaluation);
    await print(`${text}\n`);
  } finally {
    await engine.dispose();
  }
});
