/** `npm run -s solve -- "PROBLEM"`: one search, headless, on the engine that the page runs. */
import { writeFileSync } from "node:fs";
import type { Engine } from "../../engine/contract/engine.ts";
import { parseProblem } from "../../problems/families/index.ts";
import { type Problem, recordOf } from "../../problems/problem.ts";
import type { SearchLog } from "../../search/events.ts";
import { strategies } from "../../search/index.ts";
import { writeLog } from "../../search/log.ts";
import { fitBudget } from "../fit-budget.ts";
import { loadModels } from "../models.ts";
import { progress } from "../progress.ts";
import { readText } from "../read-text.ts";
import { describeRun, summarize } from "../run-summary.ts";
import { parseSolveArguments, type SolveArguments } from "../solve-arguments.ts";
import { runCommand, UsageError } from "../usage.ts";

/** @throws UsageError when the file or one of its problems cannot be read. */
function readProblems(source: SolveArguments["source"]): Problem[] {
  if ("text" in source) return [understand(source.text, "")];
  const lines = readText(source.file)
    .split(/\r?\n/)
    .map((line, index) => ({ line, number: index + 1 }));
  const filled = lines.filter(({ line }) => line.trim() !== "");
  if (filled.length === 0) throw new UsageError(`The file ${source.file} holds no problem.`);
  return filled.map(({ line, number }) => understand(line, `Line ${number}: `));
}

function understand(text: string, where: string): Problem {
  const parsed = parseProblem(text);
  if (parsed.ok) return parsed.problem;
  const { message, example } = parsed.error;
  throw new UsageError(`${where}${message.replace(/\.?$/, "")}; an example: ${example}`);
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
    if (asked.log !== null) writeFileSync(asked.log, writeLog(log));
    const text = asked.json ? JSON.stringify(summarize(log, fitted)) : describeRun(log, note);
    process.stdout.write(`${text}\n`);
  }
}

async function solveAll(engine: Engine, asked: SolveArguments, problems: Problem[]) {
  const shown = progress("solved");
  let right = 0;
  for (const [index, problem] of problems.entries()) {
    const { log, fitted } = await search(engine, asked, problem);
    const summary = summarize(log, fitted);
    if (summary.correct) right += 1;
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    shown.update(index + 1, problems.length, `${right} right`);
  }
  shown.end();
}

await runCommand(async (argv) => {
  const asked = parseSolveArguments(argv, strategies);
  if ("print" in asked) {
    process.stdout.write(`${asked.print}\n`);
    return;
  }
  const problems = readProblems(asked.source);
  const engine = await loadModels(asked.models);
  try {
    if ("file" in asked.source) await solveAll(engine, asked, problems);
    else await solveOne(engine, asked, problems);
  } finally {
    await engine.dispose();
  }
});
