/**
 * `npm run -s sweep`: runs problems × models × strategies × budgets × seeds into a file of JSON lines,
 * and goes on where it stopped. It also makes tables and plots of such files, and packs them for the page.
 */

import { appendFileSync, existsSync, readFileSync, truncateSync } from "node:fs";
import { z } from "zod";
import {
  type Header,
  type Line,
  otherSettings,
  readResults,
  SWEEP_VERSION,
  writeLine,
} from "../../experiments/sweep/file.ts";
import { hostOf } from "../../experiments/sweep/host.ts";
import { type Pair, pairsOf } from "../../experiments/sweep/plan.ts";
import { runPair, type Work } from "../../experiments/sweep/run.ts";
import { problemsOf } from "../../experiments/sweep/settings.ts";
import type { Problem } from "../../problems/family.ts";
import { sameInAllRuns } from "../../search/same-samples.ts";
import { loadModels } from "../models.ts";
import { codeOf, print } from "../output.ts";
import { progress } from "../progress.ts";
import { parseSweepArguments, type SweepArguments } from "../sweep-arguments.ts";
import { fillCommand } from "../sweep-fill.ts";
import { packCommand, plotCommand, tableCommand } from "../sweep-report.ts";
import { runCommand, UsageError } from "../usage.ts";
import { prepareFile } from "../write-text.ts";

/** The version of this program, from its manifest. */
function programVersion(): string {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return z.looseObject({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** Reads what the file holds, or begins it with its header. @throws UsageError */
function openFile(path: string, header: Header): Work["known"] {
  prepareFile(path, "--out");
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const read = readResults(text);
  if (read === null) {
    if (text !== "") truncateSync(path, 0);
    appendFileSync(path, writeLine(header));
    return { runs: [], shapes: [] };
  }
  if (!read.ok) throw new UsageError(`${path}: ${read.error}`);
  const other = otherSettings(read.results.header, header);
  if (other) throw new UsageError(`${path}: ${other}`);
  truncateSync(path, Buffer.byteLength(text.slice(0, read.results.whole)));
  return read.results;
}

/** @throws Error in a sentence when the lines cannot be written; those before them are kept. */
function append(path: string, lines: readonly Line[]): void {
  try {
    appendFileSync(path, lines.map(writeLine).join(""));
  } catch (error) {
    throw new Error(
      `The results cannot be written to ${path} any more (${codeOf(error)}); it keeps what it holds, and the same command goes on from there.`,
    );
  }
}

/** Loads a pair of models and runs all its searches. */
async function sweepPair(pair: Pair, asked: SweepArguments, work: Work): Promise<void> {
  const engine = await loadModels({ ...asked.models, policy: pair.policy, prm: pair.prm });
  const open = (problem: Problem, seed: number) => engine.openRun({ problem, seed });
  const host = hostOf(open, asked.concurrency);
  const shown = progress(`${[pair.policy, pair.prm].filter(Boolean).join(" + ")}: searches`);
  const began = performance.now();
  try {
    await runPair(pair, host, {
      ...work,
      progress: (done, total) => {
        const rate = done / ((performance.now() - began) / 1000);
        shown.update(done, total, `${rate.toPrecision(2)} a second`);
      },
    });
  } finally {
    shown.end();
    await engine.dispose();
  }
}

const REPORTS = new Map([
  ["table", tableCommand],
  ["plot", plotCommand],
  ["pack", packCommand],
  ["fill", fillCommand],
]);

async function run(argv: string[]): Promise<void> {
  const [command, ...rest] = argv;
  const report = REPORTS.get(command ?? "");
  if (report) {
    await print(`${report(rest)}\n`);
    return;
  }
  const asked = parseSweepArguments(argv);
  if ("print" in asked) {
    await print(`${asked.print}\n`);
    return;
  }
  const { settings, files, out } = asked;
  const problems = problemsOf(settings);
  const same = sameInAllRuns(settings.knobs);
  if (same !== null) process.stderr.write(`${same}\n`);
  const known = openFile(out, {
    type: "sweep",
    version: SWEEP_VERSION,
    settings,
    command: `npm run -s sweep -- ${argv.join(" ")}`,
    program: programVersion(),
    models: files,
  });
  const work: Work = {
    settings,
    problems,
    known,
    write: (lines) => append(out, lines),
  };
  for (const pair of pairsOf(settings)) await sweepPair(pair, asked, work);
  await print(`${tableCommand([out, ...(asked.json ? ["--json"] : [])])}\n`);
}

await runCommand(run);
