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

export interface Stage {
  id: string;
  label: string;
  run(): Promise<Outcome>;
  /** Stages that must have passed for this one to make sense. */
  needs?: readonly string[];
}

const REPORTS = ".cache/checks";

/** Runs a program with its output shown. @returns its exit status, or 1 when a signal ended it. */
function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return new Promise<number>((resolve) => {
    const child = spawn(program, args, {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...env },
    });
    child.on("error", () => resolve(1));
    child.on("close", (status) => resolve(status ?? 1));
  });
}

/** A program of our own dependencies, by its file, so that no shell or npx stands between. */
const local = (name: string): string => `node_modules/.bin/${name}`;

async function oneCheck(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const ok = (await run(program, args, env)) === 0;
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

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

async function unit(): Promise<Outcome> {
  const report = freshReport("unit");
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  const status = await run(local("vitest"), ["run", ...reporters]);
  return readReport(report, countVitest, status);
}

/** Those of the recipe's checks that want PyTorch skip themselves without it. */
async function recipe(): Promise<Outcome> {
  const python = process.env.PYTHON ?? "python3";
  if (spawnSync(python, ["-c", "import pytest"], { stdio: "ignore" }).status !== 0) {
    return { passed: 0, failed: 0, note: "left out: they need Python with pytest" };
  }
  const tests = "models/recipe/tests";
  return oneCheck(python, ["-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", tests]);
}

async function browser(): Promise<Outcome> {
  const chromium = findChromium();
  console.log(`Chromium: ${chromium.path} (${chromium.from})`);
  const report = freshReport("e2e");
  const args = ["test", "--config=e2e/playwright.config.ts", "--reporter=list,json"];
  const status = await run(local("playwright"), args, {
    PONDEROSA_CHROMIUM: chromium.path,
    // Absolute: Playwright would take it from the folder of its config.
    PLAYWRIGHT_JSON_OUTPUT_FILE: resolve(report),
  });
  return readReport(report, countPlaywright, status);
}

export const STAGES: readonly Stage[] = [
  { id: "types", label: "Types", run: () => oneCheck(local("tsc"), ["--noEmit"]) },
  { id: "lint", label: "Lint and format", run: () => oneCheck(local("biome"), ["check", "."]) },
  { id: "unit", label: "Unit tests", run: unit },
  { id: "recipe", label: "Recipe checks", run: recipe },
  {
    id: "build",
    label: "Production build",
    run: () => oneCheck(local("vite"), ["build", "--outDir", SITE, "--emptyOutDir"], { BASE }),
  },
  { id: "e2e", label: "Browser tests", needs: ["build"], run: browser },
];
