/** The command lines as their users run them, on the random test models. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openSweep } from "../experiments/sweep/open.ts";
import { summarize } from "../experiments/sweep/summary.ts";
import { readLog } from "../search/log.ts";
import { bundleCommands, runCommandLine } from "./test-commands.ts";

const folder = mkdtempSync(join(tmpdir(), "command-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));

const FIXTURES = "src/engine/fixtures";
const PROBLEM = "Make 24 from 4, 7, 8, 8.";
const SHORT = ["--n", "4", "--max-steps", "3", "--max-step-tokens", "8"];

beforeAll(bundleCommands, 60_000);

const run = (command: string, ...argv: string[]) =>
  runCommandLine(command, [...argv, "--models", FIXTURES, "--threads", "1"]);

const ledger = z.strictObject({
  completions: z.number(),
  policyTokens: z.number(),
  prefillTokens: z.number(),
  prmTokens: z.number(),
  policyCalls: z.number(),
  prmCalls: z.number(),
  flops: z.number(),
  seconds: z.number(),
});
const summary = z.strictObject({
  problem: z.strictObject({ family: z.string(), text: z.string() }),
  strategy: z.string(),
  knobs: z.record(z.string(), z.union([z.number(), z.string()])),
  seed: z.number(),
  answer: z.string().nullable(),
  correct: z.boolean(),
  ledger,
  fitted: z.strictObject({ knob: z.string(), value: z.number(), estimate: z.number() }).optional(),
});

describe("solve", () => {
  it("prints one object that the same seed repeats, and writes the log", () => {
    const path = join(folder, "not/there/yet/log.json");
    const argv = [PROBLEM, "--strategy", "beam", ...SHORT, "--seed", "3", "--json"];
    const first = run("solve", ...argv, "--log", path);
    expect(first).toMatchObject({ status: 0, stderr: "" });
    const said = summary.parse(JSON.parse(first.stdout));
    expect(said).toMatchObject({
      problem: { family: "countdown", text: PROBLEM },
      strategy: "beam",
      seed: 3,
    });
    expect(said.knobs).toMatchObject({ n: 4, maxSteps: 3 });
    expect(said.ledger.policyTokens).toBeGreaterThan(0);

    const read = readLog(readFileSync(path, "utf8"));
    if (!read.ok) throw new Error(read.error);
    expect(read.log.at(-1)).toMatchObject({ type: "done", ledger: said.ledger });

    const again = summary.parse(JSON.parse(run("solve", ...argv).stdout));
    const timeless = (one: typeof said) => ({ ...one, ledger: { ...one.ledger, seconds: 0 } });
    expect(timeless(again)).toEqual(timeless(said));
  }, 240_000);

  it("draws the tree as text, with the answer and the bill", () => {
    const { status, stdout } = run("solve", PROBLEM, "--strategy", "best-of-n", ...SHORT);
    expect(status).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toBe(PROBLEM);
    expect(lines.some((line) => /^[├└]─ . [01]\.\d\d /.test(line))).toBe(true);
    expect(lines.at(-3)).toMatch(/^(Answer: .+|No answer.*)\.$/);
    expect(lines.at(-1)).toMatch(/^4 completions, \d+ policy tokens .* s$/);
  }, 240_000);

  it.each(["oracle", "self-certainty", "fixture-implicit"])(
    "searches with the verifier %s, whose bill the log shows",
    (prm) => {
      const path = join(folder, `${prm}.json`);
      const argv = [PROBLEM, "--strategy", "beam", ...SHORT, "--prm", prm, "--log", path];
      expect(run("solve", ...argv)).toMatchObject({ status: 0, stderr: "" });
      const read = readLog(readFileSync(path, "utf8"));
      if (!read.ok) throw new Error(read.error);
      expect(read.log[0]).toMatchObject({ verifier: { id: prm } });
      const { prmTokens } = ledger.parse(
        read.log.flatMap((one) => ("ledger" in one ? [one.ledger] : [])).at(-1),
      );
      expect(prmTokens > 0).toBe(prm === "fixture-implicit");
    },
    240_000,
  );

  it("fits the size to a budget unless it is given, and says so", () => {
    const short = ["--max-steps", "3", "--max-step-tokens", "8"];
    const argv = [PROBLEM, "--strategy", "mcts", "--budget", "300", ...short];
    const json = run("solve", ...argv, "--json");
    expect(json).toMatchObject({ status: 0, stderr: "" });
    const { strategy, knobs, fitted, ledger } = summary.parse(JSON.parse(json.stdout));
    expect(strategy).toBe("mcts-puct");
    expect(fitted).toMatchObject({ knob: "n", value: knobs.n });
    expect(fitted?.estimate).toBeLessThanOrEqual(300);
    expect(ledger.policyTokens).toBeLessThan(300 + 8);
    const given = run("solve", ...argv, "--n", "2");
    expect(given.stdout).not.toContain("itted");
    const seconds = run("solve", PROBLEM, "--budget", "seconds=60", ...short);
    expect(seconds.stdout).toMatch(/^Not fitted: how fast .* so --n 16 it is/m);
  }, 240_000);

  it("takes a kind for the catalog's verifier of it", () => {
    const path = join(folder, "kind.json");
    const argv = [PROBLEM, "--strategy", "beam", ...SHORT, "--log", path];
    expect(run("solve", ...argv, "--prm", "implicit")).toMatchObject({ status: 0, stderr: "" });
    const read = readLog(readFileSync(path, "utf8"));
    expect(read.ok && read.log[0]).toMatchObject({ verifier: { id: "fixture-implicit" } });
    const none = run("solve", ...argv, "--prm", "value-head");
    expect(none.status).toBe(2);
    expect(none.stderr).toMatch(
      /^The catalog has no verifier of the kind "value-head"; it has: fixture-prm \(step-head\), .*\.$/m,
    );
  }, 240_000);

  it("answers a file of problems line by line, its progress apart", () => {
    const path = join(folder, "problems.txt");
    // As PowerShell writes it.
    writeFileSync(path, `\ufeff${PROBLEM}\r\n\r\n24: 1 2 3 4\r\n`, "utf16le");
    const { status, stdout, stderr } = run("solve", "--problems", path, "--json", ...SHORT);
    expect(status).toBe(0);
    const objects = stdout
      .trimEnd()
      .split("\n")
      .map((line) => summary.parse(JSON.parse(line)));
    expect(objects.map((one) => one.problem.text)).toEqual([PROBLEM, "Make 24 from 1, 2, 3, 4."]);
    expect(stderr).toMatch(/^solved 2\/2, .* right\n$/);
  }, 240_000);

  const bad = join(folder, "bad.txt");
  writeFileSync(bad, `${PROBLEM}\nMake tea.\n`);
  it.each([
    [["Make 24 from 4, seven, 8, 8."], /seven.*example/],
    [[PROBLEM, "--stratgy", "beam"], /--stratgy/],
    [[PROBLEM, "--strategy", "beam", "--width", "0"], /^width must be/],
    [[PROBLEM, "--policy", "gpt"], /"?gpt"?/],
    [[PROBLEM, "--prm", "gpt"], /^There is no prm model "gpt"; .*oracle, self-certainty\.$/m],
    [["--problems", bad], /bad\.txt: Line 2, "Make tea\.", cannot be read: .*example/],
    [[PROBLEM, "--log", folder], /^--log must name a file that can be written, and .* is a folder/],
    [["--problems", join(folder, "absent.txt")], /cannot be read \(ENOENT\)/],
    [[], /^Which problem\?/],
  ])(
    "refuses %j with one sentence and exit code 2",
    (argv, sentence) => {
      const { status, stdout, stderr } = run("solve", ...argv);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr.trimEnd().split("\n")).toHaveLength(1);
      expect(stderr).toMatch(sentence);
    },
    240_000,
  );
});

describe("evaluate", () => {
  it("takes the oracle, whose scores are the truth", () => {
    const argv = ["--family", "countdown", "--difficulty", "1", "--count", "2", "--n", "2"];
    const { status, stdout } = run("evaluate", ...argv, "--prm", "oracle", "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ models: { prm: "oracle" } });
  }, 240_000);

  it("solves a named set by a strategy of choice, and a file whose texts it may not read", () => {
    const beam = ["--strategy", "beam", "--n", "4", "--knobs", "width=2,dedup=keep", "--json"];
    const set = run("evaluate", "--set", "game-of-24-hard", "--count", "2", ...beam);
    expect(set.status).toBe(0);
    expect(JSON.parse(set.stdout)).toMatchObject({ problems: 2, unread: 0, strategy: "beam" });
    const file = join(folder, "asked.jsonl");
    const texts = ["Make 3 from 1, 2.", "Make it."];
    const line = (text: string) => JSON.stringify({ family: "countdown", text });
    writeFileSync(file, texts.map(line).join("\n"));
    const read = run("evaluate", "--file", file, "--n", "2", "--json");
    expect(JSON.parse(read.stdout)).toMatchObject({ problems: 2, unread: 1 });
  }, 240_000);

  it("reports every metric with its interval, and the command that gave it", () => {
    const argv = [
      "--family",
      "countdown",
      "--difficulty",
      "1",
      "--count",
      "3",
      "--n",
      "2",
      "--json",
    ];
    const { status, stdout, stderr } = run("evaluate", ...argv);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });
    const result = z
      .object({
        command: z.string(),
        problems: z.literal(3),
        metrics: z.record(z.string(), estimate),
      })
      .parse(JSON.parse(stdout));
    expect(result.command).toContain("evaluate -- --family countdown");
    expect(Object.keys(result.metrics)).toEqual(
      expect.arrayContaining(["pass@1", "pass@2", "majority@2", "best-of-2 (min)"]),
    );
  }, 240_000);

  it.each([
    [["--family", "chess"], /^--family must be one of/],
    [["--family", "story", "--difficulty", "9"], /^--difficulty must be/],
    [["--set", "chess"], /^--set must be one of everyday-equations, /],
    [["--set", "game-of-24", "--family", "story"], /^Name a --family, a --set or a --file/],
    [["--set", "game-of-24-hard", "--strategy", "luck"], /^--strategy must be one of/],
    [["--set", "game-of-24-hard", "--knobs", "luck=2"], /^--There is no knob "luck"/],
  ])(
    "refuses %j with one sentence and exit code 2",
    (argv, sentence) => {
      const { status, stderr } = run("evaluate", ...argv);
      expect(status).toBe(2);
      expect(stderr).toMatch(sentence);
    },
    240_000,
  );
});

describe("sweep", () => {
  const out = join(folder, "sweep.jsonl");
  const argv = ["--families", "countdown", "--difficulty", "1", "--problems", "2"];
  argv.push("--strategies", "best-of-n,majority,beam", "--budgets", "1,4", "--seeds", "2");
  argv.push("--max-steps", "3", "--max-step-tokens", "8");
  const timeless = (text: string) =>
    text
      .replaceAll(/"seconds":[\d.e-]+/g, "")
      .split("\n")
      .sort();

  it("goes on where it was broken off, alone or in company, as though it had not been", () => {
    const first = run("sweep", ...argv, "--out", out, "--json");
    expect({ status: first.status, stderr: first.stderr }).toMatchObject({ status: 0 });
    const whole = readFileSync(out, "utf8");
    const row = z.object({
      ...{ family: z.literal("countdown"), difficulty: z.literal(1), strategy: z.string() },
      ...{ problems: z.literal(2), seeds: z.literal(2), ledger },
      ...{ accuracy: z.number(), low: z.number(), high: z.number() },
    });
    const rows = z.array(row).parse(JSON.parse(first.stdout));
    const strategies = [...new Set(rows.map((one) => one.strategy))];
    expect(strategies).toEqual(["best-of-n", "majority", "beam", "pass@k"]);

    writeFileSync(out, whole.slice(0, whole.length * 0.6));
    expect(run("sweep", ...argv, "--out", out, "--concurrency", "3").status).toBe(0);
    const header = (text: string) => text.slice(0, text.indexOf("\n"));
    const again = readFileSync(out, "utf8");
    expect(header(again)).toBe(header(whole));
    expect(timeless(again)).toEqual(timeless(whole));
  }, 240_000);

  it("refuses to go on under other settings, and says which", () => {
    const other = run("sweep", ...argv, "--out", out, "--temperature", "0.5");
    expect(other.status).toBe(2);
    expect(other.stderr).toMatch(/The file's knobs are .*, not .*temperature 0.5.*; give the same/);
  }, 240_000);

  it("tells and draws what a file holds", () => {
    const report = (...words: string[]) => runCommandLine("sweep", words);
    expect(report("table", out, "--against", "majority").stdout).toMatch(/^\| beam +\| .* \|$/m);
    const svg = report("plot", out, "--x", "policyTokens");
    expect(svg.stdout).toMatch(/^<svg [\s\S]*Accuracy against Policy tokens[\s\S]*<\/svg>\n$/);
    const packed = openSweep(report("pack", out).stdout);
    const rows = JSON.parse(report("table", out, "--json").stdout);
    const kept = packed.ok ? summarize(packed.finished.outcomes) : [];
    expect(kept.map(({ strategy, budget, accuracy }) => [strategy, budget, accuracy])).toEqual(
      z
        .array(z.object({ strategy: z.string(), budget: z.number(), accuracy: z.number() }))
        .parse(rows)
        .map(({ strategy, budget, accuracy }) => [strategy, budget, accuracy]),
    );
    const little = join(folder, "packed.jsonl");
    writeFileSync(little, report("pack", out).stdout);
    const accuracies = (text: string) => text.match(/^\| [\w@-]+ +\| .*\(.*$/gm);
    expect(accuracies(report("table", little).stdout)).toEqual(
      accuracies(report("table", out).stdout),
    );
    expect(report("plot", little).stdout).toMatch(/^<svg /);
    expect(report("table", little, "--bins").stdout).toBe(report("table", out, "--bins").stdout);
    expect(report("pack", little).stderr).toMatch(/packed already/);
    const wrong = report("plot", "package.json");
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toMatch(/^package.json: This is not a file of results/);
  }, 240_000);
});

it("fits the bins of compute-optimal scaling, and again from what it kept", () => {
  const argv = ["--problems", "2", "--n", "5", "--work", join(folder, "bins")];
  const first = run("fit-bins", ...argv);
  expect({ status: first.status }).toEqual({ status: 0 });
  const rows = first.stdout.match(/^\| [1-5] \| .* \| (best-of-n|beam) \|$/gm);
  expect(rows).toHaveLength(5);
  expect(rows?.at(-1)).toMatch(/^\| 5 \| 0\.00 \| 2 \| /);
  expect(run("fit-bins", ...argv).stdout).toBe(first.stdout);
  expect(run("fit-bins", "--n", "4").stderr).toMatch(/--n must be/);
}, 240_000);

describe("bench", () => {
  it("times every way and finds each token of a beam search run exactly once", () => {
    const { status, stdout, stderr } = run("bench", "--json", "--quick", "--n", "4");
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const rate = z.object({
      tokens: z.number().positive(),
      tokensPerSecond: z.number().positive(),
    });
    const beam = z.object({ runOverDistinct: z.number() });
    const result = z
      .object({
        rates: z.object({
          loop: rate,
          loopWithoutForking: rate,
          generateBatched: rate,
          generateOneByOne: rate,
        }),
        sweep: z.object({ runs: z.literal(12), ratio: z.number().positive() }),
        widths: z.array(z.object({ n: z.number(), secondsPerToken: z.number().positive() })),
        beam: z.object({ forked: beam, withoutForking: beam }),
      })
      .parse(JSON.parse(stdout));
    expect(result.widths.map(({ n }) => n)).toEqual([1, 64, 256]);
    expect(result.rates.loop.tokens).toBe(result.rates.loopWithoutForking.tokens);
    expect(result.beam.forked.runOverDistinct).toBe(1);
    expect(result.beam.withoutForking.runOverDistinct).toBeGreaterThan(1.5);
  }, 240_000);
});
