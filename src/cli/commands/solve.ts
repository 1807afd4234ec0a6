/** `npm run -s solve -- "PROBLEM"`: runs one search on the engine of the page, without the page. */
import type { Engine } from "../../engine/contract/engine.ts";
import { readProblems } from "../../experiments/sweep/problem-list.ts";
import { parseProblem } from "../../problems/families/index.ts";
import { type Problem, recordOf } from "../../problems/problem.ts";
import { describeFailure } from "../../problems/refusal.ts";
import type { SearchLog } from "../../search/events.ts";
import { strategies } from "../../search/index.ts";
import { writeLog } from "../../search/log.ts";
import { sameSamples } from "../../search/same-samples.ts";
import { fitBudget } from "../fit-budget.ts";
import { loadModels } from "../models.ts";
import { print } from "../output.ts";
import { progress } from "../progress.ts";
import { readText } from "../read-text.ts";
import { describeRun, summarize } from "../run-summary.ts";
import { parseSolveArguments, type SolveArguments } from "../solve-arguments.ts";
import { runCommand, UsageError } from "../usage.ts";
import { prepareFile, writeOrRescue } from "../write-text.ts";

/** @throws UsageError when the file or one of its problems cannot be read. */
function problemsOf(source: SolveArguments["source"]): Problem[] {
  if ("text" in source) {
    const parsed = parseProblem(source.text);
    if (parsed.ok) {
      if (parsed.note) process.stderr.write(`${parsed.note}\n`);
      return [parsed.problem];
    }
    throw new UsageError(describeFailure(parsed.error));
  }
  const read = readProblems(readText(source.file));
  if (read.ok) return read.problems.map(({ problem }) => problem);
  throw new UsageError(`${source.file}: ${read.error}`);
}

async function search(
  engine: Engine,
  asked: SolveArguments,
  problem: Problem,
  onEvent?: (log: SearchLog) => void,
) {
  const log: SearchLog = [];
  const { strategy, seed, budget } = asked;
  const { knobs, ...fit } = fitBudget(asked, problem, engine);
  const request = { problem: recordOf(problem), strategy: strategy.id, knobs, seed, budget };
  for await (const event of engine.search(request)) {
    log.push(event);
    onEvent?.(log);
  }
  return { log, ...fit };
}

async function solveOne(engine: Engine, asked: SolveArguments, problems: Problem[]) {
  for (const problem of problems) {
    const shown = progress("searching: steps");
    const { log, fitted, note } = await search(engine, asked, problem, (events) => {
      const event = events.at(-1);
      if (event?.type === "expand") shown.update(event.nodes.at(-1)?.id ?? 0, null);
    });
    shown.end();
    // The log is written first, since the answer's reader may have left; the answer is printed even
    // where the log could not be written.
    const lost = asked.log && writeOrRescue(asked.log, writeLog(log), "The log");
    const text = asked.json ? JSON.stringify(summarize(log, fitted)) : describeRun(log, note);
    if (lost) {
      process.stderr.write(`${lost}\n`);
      process.exitCode = 1;
    }
    await print(`${text}\n`);
  }
}

async function solveAll(engine: Engine, asked: SolveArguments, problems: Problem[]) {
  const shown = progress("solved");
  let right = 0;
  for (const [index, problem] of problems.entries()) {
    const { log, fitted } = await search(engine, asked, problem);
    const summary = summarize(log, fitted);
    if (summary.correct) right += 1;
    await print(`${JSON.stringify(summary)}\n`);
    shown.update(index + 1, problems.length, `${right} right`);
  }
  shown.end();
}

await runCommand(async (argv) => {
  const asked = parseSolveArguments(argv, strategies);
  if ("print" in asked) {
    await print(`${asked.print}\n`);
    return;
  }
  const problems = problemsOf(asked.source);
  // What is printed for people says it beside the answer.
  const same = sameSamples(asked.strategy, asked.knobs);
  if (same !== null && (asked.json || "file" in asked.source)) process.stderr.write(`${same}\n`);
  if (asked.log !== null) prepareFile(asked.log, "--log");
  const engine = await loadModels(asked.models);
  try {
    if ("file" in asked.source) await solveAll(engine, asked, problems);
    else await solveOne(engine, asked, problems);
  } finally {
    await engine.dispose();
  }
});
