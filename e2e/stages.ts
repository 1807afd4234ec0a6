/** The stages of `npm test`: each runs programs and says how many checks passed and failed. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { findChromium } from "../src/cli/site/find-chromium.ts";
import { BASE, SITE } from "../src/cli/site/site.ts";

export interface Outcome {
  passed: number;
  failed: number;
  /** One sentence, when there is more to say than the numbers. */
  note?: string;
}

type Write = (text: string) => void;

export interface Stage {
  id: string;
  label: string;
  /** @param write takes its output, standard output and errors alike. */
  run(write: Write): Promise<Outcome>;
  /** How many cores it keeps busy; one when left out. */
  cores?: number;
  /** Stages that must have passed for this one to make sense. */
  needs?: readonly string[];
}

const REPORTS = ".cache/checks";

/** Runs a program. @returns its exit status, or 1 when a signal ended it. */
function run(
  program: string,
  args: readonly string[],
  write: Write,
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    child.stdout.setEncoding("utf8").on("data", write);
    child.stderr.setEncoding("utf8").on("data", write);
    child.on("error", () => resolve(1));
    child.on("close", (status) => resolve(status ?? 1));
  });
}

/** A program of our own dependencies, by its file, so that no shell or npx stands between. */
const local = (name: string): string => `node_modules/.bin/${name}`;

/** A stage that is one program, and passes when it does. */
const oneCheck =
  (program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  async (write: Write): Promise<Outcome> => {
    const ok = (await run(program, args, write, env)) === 0;
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  };

function freshReport(name: string): string {
  mkdirSync(REPORTS, { recursive: true });
  const path = `${REPORTS}/${name}.json`;
  rmSync(path, { force: true });
  return path;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Vitest's JSON report as counts; a file that failed before its first test counts as one failure. */
export function countVitest(report: unknown): Outcome {
  const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(report);
  const broken = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  return { passed: numPassedTests, failed: numFailedTests + broken };
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
});

/** Playwright's JSON report as counts; a test that passed only when retried counts as failed. */
export function countPlaywright(report: unknown): Outcome {
  const { stats, errors } = playwrightReport.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

/** A status that says "failed" while the report counts no failure is itself a failure. */
export function reconcile(outcome: Outcome, status: number): Outcome {
  if (status === 0 || outcome.failed > 0) return outcome;
  return { ...outcome, failed: 1, note: `it ended with exit status ${status}` };
}

function readReport(path: string, count: (report: unknown) => Outcome, status: number): Outcome {
  if (!existsSync(path)) return { passed: 0, failed: 1, note: "it ended without a report" };
  return reconcile(count(JSON.parse(readFileSync(path, "utf8"))), status);
}

async function unit(write: Write): Promise<Outcome> {
  const report = freshReport("unit");
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  const status = await run(local("vitest"), ["run", ...reporters], write);
  return readReport(report, countVitest, status);
}

/** Those of the recipe's checks that want PyTorch skip themselves without it. */
async function recipe(write: Write): Promise<Outcome> {
  const python = process.env.PYTHON ?? "python3";
  if (spawnSync(python, ["-c", "import pytest"], { stdio: "ignore" }).status !== 0) {
    return { passed: 0, failed: 0, note: "left out: they need Python with pytest" };
  }
  const tests = "models/recipe/tests";
  return oneCheck(python, ["-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", tests])(write);
}

async function browser(write: Write): Promise<Outcome> {
  const chromium = findChromium();
  write(`Chromium: ${chromium.path} (${chromium.from})\n`);
  const report = freshReport("e2e");
  const args = ["test", "--config=e2e/playwright.config.ts", "--reporter=list,json"];
  const status = await run(local("playwright"), args, write, {
    PONDEROSA_CHROMIUM: chromium.path,
    // Absolute: Playwright would take it from the folder of its config.
    PLAYWRIGHT_JSON_OUTPUT_FILE: resolve(report),
  });
  return readReport(report, countPlaywright, status);
}

const ALL_CORES = Number.POSITIVE_INFINITY;

export const STAGES: readonly Stage[] = [
  { id: "types", label: "Types", run: oneCheck(local("tsc"), ["--noEmit"]) },
  { id: "lint", label: "Lint and format", run: oneCheck(local("biome"), ["check", "."]) },
  {
    id: "build",
    label: "Production build",
    run: oneCheck(local("vite"), ["build", "--outDir", SITE, "--emptyOutDir"], { BASE }),
  },
  {
    id: "pages",
    label: "Pages of the browser tests",
    run: oneCheck(local("vite"), ["build", "--config", "e2e/pages/vite.config.ts"]),
  },
  { id: "recipe", label: "Recipe checks", run: recipe },
  { id: "unit", label: "Unit tests", cores: ALL_CORES, run: unit },
  { id: "e2e", label: "Browser tests", cores: ALL_CORES, needs: ["build", "pages"], run: browser },
];
