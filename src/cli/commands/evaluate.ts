/**
 * `npm run -s evaluate`: what one policy and one verifier can do on held-out test problems of one
 * family and level, on a named set or on a file of problems, with 95 % bootstrap intervals over
 * problems. The model card is `card`'s.
 */
import type { Engine } from "../../engine/contract/engine.ts";
import { auc } from "../../experiments/card/judged.ts";
import { bootstrapMean } from "../../experiments/stats/bootstrap.ts";
import {
  chosen,
  judgedBy,
  type Metrics,
  type Sample,
  samplesOf,
  samplingMetrics,
} from "../../experiments/stats/sampling-metrics.ts";
import { checkerFor } from "../../problems/families/index.ts";
import { AGGREGATIONS } from "../../search/aggregate.ts";
import type { Ledger } from "../../search/ledger.ts";
import { ledgerOf } from "../../search/tree.ts";
import { type Asked, type EvaluateArguments, evaluateArguments } from "../evaluate-arguments.ts";
import { loadModels } from "../models.ts";
import { print } from "../output.ts";
import { progress } from "../progress.ts";
import { searchTree } from "../search-tree.ts";
import { runCommand } from "../usage.ts";

interface Evaluation {
  command: string;
  models: { policy: string; prm: string | null; weights: string };
  problemsOf: string;
  family: string | null;
  difficulty: number | null;
  problems: number;
  /** Texts that their family does not read: wrong, whatever is asked. */
  unread: number;
  strategy: string;
  n: number;
  temperature: number;
  seed: number;
  metrics: Metrics;
  /** By aggregation; null when every sample was right, or every one wrong. */
  verifierAuc: Record<string, number | null>;
  ledger: Pick<Ledger, "completions" | "policyTokens" | "prmTokens" | "flops" | "seconds">;
}

/** What a search of one problem ended with. */
interface Outcome {
  samples: Sample[];
  /** Whether the answer that it settled on is right. */
  right: boolean;
}

async function evaluate(engine: Engine, asked: EvaluateArguments, argv: string[]) {
  const { n, temperature, seed, problems, label } = asked;
  const { policy, verifier } = engine.info;
  const strategy = asked.strategy?.id ?? (verifier ? "best-of-n" : "majority");
  const knobs = asked.strategy ? asked.knobs : { n, temperature };
  const shown = progress(`${label}:`);
  const outcomes: Outcome[] = [];
  const ledger = { completions: 0, policyTokens: 0, prmTokens: 0, flops: 0, seconds: 0 };
  const solve = async ({ problem }: Asked): Promise<Outcome> => {
    if (!problem) return { samples: [], right: false };
    const tree = await searchTree(engine, problem, { strategy, knobs, seed });
    const spent = ledgerOf(tree);
    for (const name of ["completions", "policyTokens", "prmTokens", "flops", "seconds"] as const)
      ledger[name] += spent[name];
    const checker = checkerFor(problem);
    const right = checker.isRight(tree.answer?.answer ?? null) === true;
    return { samples: samplesOf(tree, checker), right };
  };
  for (const one of problems) {
    outcomes.push(await solve(one));
    const right = outcomes.filter((outcome) => outcome.right).length;
    shown.update(outcomes.length, problems.length, `right ${right}`);
  }
  shown.end();
  const samples = outcomes.map((outcome) => outcome.samples);
  const aucs = AGGREGATIONS.map(
    (rule) => [rule, auc(judgedBy(samples, rule))?.value ?? null] as const,
  );
  const evaluation: Evaluation = {
    command: `npm run -s evaluate -- ${argv.join(" ")}`,
    models: { policy: policy.id, prm: verifier?.id ?? null, weights: asked.models.weights },
    problemsOf: label,
    family: asked.family?.id ?? null,
    difficulty: asked.difficulty,
    problems: problems.length,
    unread: problems.filter(({ problem }) => problem === null).length,
    strategy,
    n,
    temperature,
    seed,
    metrics: metricsOf(outcomes, asked),
    verifierAuc: Object.fromEntries(aucs),
    ledger,
  };
  return evaluation;
}

/** Of independent samples everything that they tell; of any other strategy what it came to. */
function metricsOf(outcomes: readonly Outcome[], { strategy, n }: EvaluateArguments): Metrics {
  const share = (of: readonly Outcome[], right: (one: Outcome) => boolean) =>
    bootstrapMean(of.map((one) => (right(one) ? 1 : 0)));
  const solvable = outcomes.filter(({ samples }) => samples.some(({ correct }) => correct));
  const found: Metrics = {
    right: share(outcomes, ({ right }) => right),
    "right among the finished": share(outcomes, (one) => solvable.includes(one)),
  };
  if (strategy && strategy.id !== "best-of-n" && strategy.id !== "majority") return found;
  const judged = outcomes.some(({ samples }) => samples.some(({ scores }) => scores.length > 0));
  if (judged && solvable.length > 0) {
    found["chosen where one is right (last)"] = share(
      solvable,
      ({ samples }) => chosen(samples, "best", "last") === 1,
    );
  }
  const read = outcomes.map(({ samples }) => samples);
  const blank = { answer: null, key: null, correct: false, ended: false, scores: [] };
  const metrics = samplingMetrics(
    read.map((samples) => (samples.length > 0 ? samples : Array<Sample>(n).fill(blank))),
    n,
  );
  return { ...metrics, ...found };
}

function table(evaluation: Evaluation): string {
  const { problemsOf, problems, unread, strategy, metrics, verifierAuc, ledger } = evaluation;
  const width = Math.max(...Object.keys(metrics).map((name) => name.length));
  const rows = Object.entries(metrics).map(
    ([name, { value, low, high }]) =>
      `${name.padEnd(width)}  ${value.toFixed(3)}  [${low.toFixed(3)}, ${high.toFixed(3)}]`,
  );
  const aucs = Object.entries(verifierAuc)
    .map(([rule, auc]) => `${rule} ${auc === null ? "unknown" : auc.toFixed(3)}`)
    .join(", ");
  return [
    `${problemsOf}, ${problems} problems${unread > 0 ? `, ${unread} of them not read` : ""}, ${strategy}`,
    ...rows,
    `AUC of the verifier: ${aucs}`,
    `${ledger.completions} completions, ${(ledger.flops / 1e9).toFixed(1)} GFLOPs, in ${ledger.seconds.toFixed(1)} s`,
  ].join("\n");
}

await runCommand(async (argv) => {
  const asked = evaluateArguments(argv);
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
