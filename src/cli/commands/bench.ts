/**
 * `npm run -s bench`: compares the speed of the engine's decoding loop with transformers.js'
 * generate(), on one model in one run. Read the ratios: seconds depend on the machine and on its
 * load, so the ways take turns, several times, and the fastest time of each problem counts.
 * `bench render` times the page instead: see `bench-render.ts`.
 */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import type { Engine } from "../../engine/contract/engine.ts";
import { MODELS_FOLDER } from "../../engine/host/node.ts";
import { chooseModel, parseCatalog } from "../../engine/sources/catalog.ts";
import { familyOf } from "../../problems/families/index.ts";
import type { Problem } from "../../problems/family.ts";
import { FAMILY_IDS } from "../../problems/problem.ts";
import { timeSweep, timeWidths } from "../bench-concurrency.ts";
import { countPrefixes, longestPath, type MeasureOptions, measure } from "../bench-measures.ts";
import { type Rate, type Report, ratio, report, type Work } from "../bench-report.ts";
import { describeFlags, type Flag, integerFlag, onlyFlags, parseFlags } from "../flags.ts";
import { type Baseline, loadBaseline } from "../generate-baseline.ts";
import { readSamples } from "../measuring-flags.ts";
import { loadModels, MODEL_FLAGS, type ModelChoice, modelChoice } from "../models.ts";
import { print } from "../output.ts";
import { progress } from "../progress.ts";
import { runCommand } from "../usage.ts";

const FLAGS: readonly Flag[] = [
  { name: "n", value: "64", help: "completions a problem" },
  { name: "problems", value: "2", help: "problems of each family" },
  { name: "repeats", value: "3", help: "times that each way is timed" },
  { name: "quick", help: "a fraction of the work: fewer problems, repeats and searches at once" },
  { name: "json", help: "print one JSON object instead of a table" },
  ...MODEL_FLAGS.filter((flag) => flag.name !== "weights"),
  { name: "help", help: "print this help" },
];

const SEED = 1;
const WIDTHS = { full: [1, 4, 16, 64, 256], quick: [1, 64, 256] };
const BEAM = { n: 16, width: 4, temperature: 1 };

/** The baseline on the files that the engine runs: the fp32 bundle of its policy. */
function baselineOf(engine: Engine, { folder }: ModelChoice, threads: number): Promise<Baseline> {
  const models = folder ? resolve(folder) : MODELS_FOLDER;
  const catalog = parseCatalog(JSON.parse(readFileSync(join(models, "catalog.json"), "utf8")));
  const bundle = chooseModel(catalog, "policy", engine.info.policy.id).folder;
  return loadBaseline(`${models}/`, bundle, threads);
}

const benchProblems = (engine: Engine, each: number): Problem[] =>
  FAMILY_IDS.filter((id) => engine.info.families.includes(id)).flatMap((id) =>
    Array.from({ length: each }, (_, i) => familyOf(id).generate(SEED + i, 3, "test")),
  );

/** The useful tokens and the fastest seconds of each way, summed over the problems. */
async function timeAll(
  engine: Engine,
  baseline: Baseline,
  problems: readonly Problem[],
  n: number,
  repeats: number,
): Promise<Pick<Report, "maxNewTokens" | "rates" | "ratios">> {
  const loop = async (problem: Problem, fork: boolean): Promise<Work> => {
    const options: MeasureOptions = {
      strategy: "majority",
      knobs: { n, temperature: 1 },
      seed: SEED,
      fork,
    };
    const { cost, seconds, tree } = await measure(engine, problem, options);
    return { tokens: cost.generated, seconds, longest: longestPath(tree) };
  };
  // generate() gets the smallest cap that cuts off none of our completions; its users cannot know it.
  let maxNewTokens = 0;
  for (const problem of problems) {
    maxNewTokens = Math.max(maxNewTokens, (await loop(problem, true)).longest);
  }
  const generate = async (problem: Problem, batch: number): Promise<Work> => {
    const prompt = familyOf(problem.family).prompt(problem);
    const began = performance.now();
    let tokens = 0;
    for (let done = 0; done < n; done += batch) {
      tokens += await baseline.generate(prompt, batch, maxNewTokens);
    }
    return { tokens, seconds: (performance.now() - began) / 1000, longest: maxNewTokens };
  };
  const ways: Record<keyof Report["rates"], (problem: Problem) => Promise<Work>> = {
    loop: (problem) => loop(problem, true),
    loopWithoutForking: (problem) => loop(problem, false),
    generateBatched: (problem) => generate(problem, n),
    generateOneByOne: (problem) => generate(problem, 1),
  };
  const shown = progress("timed");
  const total = Object.keys(ways).length * problems.length * repeats;
  let done = 0;
  const best = new Map<string, Work>();
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const problem of problems) {
      for (const [name, way] of Object.entries(ways)) {
        const key = `${name} ${problem.text}`;
        const work = await way(problem);
        const before = best.get(key);
        if (!before || work.tokens / work.seconds > before.tokens / before.seconds) {
          best.set(key, work);
        }
        shown.update(++done, total, name);
      }
    }
  }
  shown.end();
  const rate = (name: string): Rate => {
    const works = problems.flatMap(({ text }) => best.get(`${name} ${text}`) ?? []);
    const tokens = works.reduce((sum, work) => sum + work.tokens, 0);
    const seconds = works.reduce((sum, work) => sum + work.seconds, 0);
    return { tokens, seconds, tokensPerSecond: tokens / seconds };
  };
  const rates = {
    loop: rate("loop"),
    loopWithoutForking: rate("loopWithoutForking"),
    generateBatched: rate("generateBatched"),
    generateOneByOne: rate("generateOneByOne"),
  };
  return { maxNewTokens, rates, ratios: ratio(rates) };
}

/** How often each token of beam search trees is processed, with forked caches and without. */
async function beamPrefixes(engine: Engine, problems: readonly Problem[]): Promise<Report["beam"]> {
  const count = async (fork: boolean) => {
    const sum = { run: 0, distinct: 0, prefilled: 0, prompt: 0 };
    for (const problem of problems) {
      const options = { strategy: "beam", knobs: BEAM, seed: SEED, fork };
      const counted = countPrefixes(await measure(engine, problem, options));
      sum.run += counted.run;
      sum.distinct += counted.distinct;
      sum.prefilled += counted.prefilled;
      sum.prompt += counted.prompt;
    }
    return { ...sum, runOverDistinct: sum.run / sum.distinct };
  };
  return { knobs: BEAM, forked: await count(true), withoutForking: await count(false) };
}

await runCommand(async (argv) => {
  if (argv[0] === "render") {
    const { benchRender } = await import("./bench-render.ts");
    return benchRender(argv.slice(1));
  }
  const parsed = parseFlags(argv, FLAGS);
  if (parsed.values.has("help")) {
    await print(`bench [render] [flags]\n\n${describeFlags(FLAGS)}\n`);
    return;
  }
  onlyFlags(parsed, "bench");
  const whole = (name: string, otherwise: number, max: number): number =>
    integerFlag(parsed, name, { min: 1, max, otherwise });
  const n = readSamples(parsed, "n", { otherwise: 64 });
  const quick = parsed.values.has("quick");
  const repeats = whole("repeats", quick ? 1 : 3, 100);
  const choice = modelChoice(parsed);
  const threads = choice.threads ?? availableParallelism();
  const engine = await loadModels({ ...choice, weights: "fp32", threads });
  const baseline = await baselineOf(engine, choice, threads);
  try {
    const problems = benchProblems(engine, whole("problems", quick ? 1 : 2, 50));
    const [first] = problems;
    const timed = await timeAll(engine, baseline, problems, n, repeats);
    const result: Report = {
      command: `npm run -s bench -- ${argv.join(" ")}`.trim(),
      model: engine.info.policy.id,
      backend: engine.info.backend.kind,
      threads,
      n,
      repeats,
      problems: problems.map(({ text }) => text),
      ...timed,
      sweep: engine.info.verifier
        ? await timeSweep(engine, problems, quick ? 12 : 48, repeats)
        : null,
      widths: first
        ? await timeWidths(engine, first, quick ? WIDTHS.quick : WIDTHS.full, repeats)
        : [],
      beam: engine.info.verifier ? await beamPrefixes(engine, problems) : null,
    };
    await print(`${parsed.values.has("json") ? JSON.stringify(result) : report(result)}\n`);
  } finally {
    await baseline.dispose();
    await engine.dispose();
  }
});
