/** What `evaluate` was asked to do: on which problems, by which strategy, with which models. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { familyOf } from "../problems/families/index.ts";
import type { Difficulty, Family, Problem } from "../problems/family.ts";
import { FAMILY_IDS, isFamilyId } from "../problems/problem.ts";
import { PROBLEM_SET_IDS, problemSets } from "../problems/sets/index.ts";
import { strategies, strategyOf } from "../search/index.ts";
import { parseKnobs } from "../search/knob-values.ts";
import type { KnobValues } from "../search/knobs.ts";
import type { Strategy } from "../search/strategy.ts";
import {
  choiceFlag,
  describeFlags,
  type Flag,
  integerFlag,
  onlyFlags,
  type Parsed,
  parseFlags,
} from "./flags.ts";
import {
  levelFlag,
  readLevel,
  readSamples,
  readSeed,
  samplesFlag,
  seedFlag,
} from "./measuring-flags.ts";
import { MODEL_FLAGS, type ModelChoice, modelChoice } from "./models.ts";
import { problemsOf } from "./test-problems.ts";
import { UsageError } from "./usage.ts";

const FLAGS: readonly Flag[] = [
  { name: "family", value: "NAME", help: `one of ${FAMILY_IDS.join(", ")}` },
  levelFlag("difficulty", 3),
  {
    name: "set",
    value: "NAME",
    help: `a named set instead of a family's level: ${PROBLEM_SET_IDS.join(", ")}`,
  },
  {
    name: "file",
    value: "FILE",
    help: "JSON lines instead, each with a family and a text; texts that are not read count as wrong",
  },
  {
    name: "count",
    value: "NUMBER",
    help: "test problems, each another; 100 when left out, or a whole set",
  },
  { name: "strategy", value: "NAME", help: "best-of-n when left out, or majority without a prm" },
  samplesFlag("n", 16),
  { name: "temperature", value: "1", help: "of the sampling; 1 when left out" },
  { name: "knobs", value: "width=4", help: "the strategy's other knobs, with commas between them" },
  seedFlag("of the first problem and of the sampling"),
  { name: "json", help: "print one JSON object instead of a table" },
  ...MODEL_FLAGS,
  { name: "help", help: "print this help" },
];

/** A problem to solve, or a text that its family does not read. */
export interface Asked {
  text: string;
  problem: Problem | null;
}

export interface EvaluateArguments {
  /** What the problems are called, such as "countdown, level 3". */
  label: string;
  /** null for a set or a file. */
  family: Family | null;
  difficulty: Difficulty | null;
  problems: Asked[];
  /** null: best-of-n with a verifier, majority without one. */
  strategy: Strategy | null;
  n: number;
  temperature: number;
  /** Of `strategy`, of n and the temperature where it has them. */
  knobs: KnobValues;
  seed: number;
  json: boolean;
  models: ModelChoice;
}

const record = z.object({ family: z.string().refine(isFamilyId), text: z.string() });

/** @throws UsageError */
export function evaluateArguments(argv: string[]): EvaluateArguments | { help: string } {
  const parsed = parseFlags(argv, FLAGS);
  if (parsed.values.has("help")) {
    return { help: `evaluate --family NAME [flags]\n\n${describeFlags(FLAGS)}` };
  }
  onlyFlags(parsed, "evaluate");
  const n = readSamples(parsed, "n", { otherwise: 16 });
  const seed = readSeed(parsed);
  const { strategy, knobs } = strategyAsked(parsed, n);
  return {
    ...problemsAsked(parsed, seed),
    strategy,
    n,
    temperature: Number(knobs.temperature ?? parsed.values.get("temperature") ?? 1),
    knobs,
    seed,
    json: parsed.values.has("json"),
    models: modelChoice(parsed),
  };
}

function problemsAsked(
  parsed: Parsed,
  seed: number,
): Pick<EvaluateArguments, "label" | "family" | "difficulty" | "problems"> {
  const [set, file, id] = ["set", "file", "family"].map((name) => parsed.values.get(name));
  if ([set, file, id].filter((one) => one !== undefined).length > 1) {
    throw new UsageError("Name a --family, a --set or a --file, not two of them.");
  }
  const most = integerFlag(parsed, "count", { min: 1, max: 100_000, otherwise: 0 });
  const some = (all: Asked[]): Asked[] => (most > 0 ? all.slice(0, most) : all);
  const several = { family: null, difficulty: null };
  if (set !== undefined) {
    const { label, problems } = problemSets[choiceFlag(parsed, "set", PROBLEM_SET_IDS)];
    return { ...several, label, problems: some(problems().map(known)) };
  }
  if (file !== undefined) return { ...several, label: file, problems: some(readProblems(file)) };
  const family = familyOf(choiceFlag(parsed, "family", FAMILY_IDS));
  const difficulty = readLevel(parsed, "difficulty", 3);
  const problems = problemsOf({ family, difficulty, count: most || 100, seed }).map(known);
  return { label: `${family.id}, level ${difficulty}`, family, difficulty, problems };
}

const known = (problem: Problem): Asked => ({ text: problem.text, problem });

function readProblems(file: string): Asked[] {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "");
  return lines.map((line, index) => {
    const read = record.safeParse(jsonOf(line));
    if (!read.success) {
      throw new UsageError(
        `Line ${index + 1} of ${file} is not an object with a family (${FAMILY_IDS.join(", ")}) and a text.`,
      );
    }
    const { family, text } = read.data;
    const parsed = familyOf(family).parse(text);
    return { text, problem: parsed.ok ? parsed.problem : null };
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function strategyAsked(
  parsed: Parsed,
  n: number,
): { strategy: Strategy | null; knobs: KnobValues } {
  const id = parsed.values.get("strategy");
  const strategy = strategyOf(id ?? "best-of-n");
  if (!strategy) {
    const all = strategies.map((one) => one.id).join(", ");
    throw new UsageError(`--strategy must be one of ${all}, not "${id}".`);
  }
  const given: Record<string, string> = { temperature: parsed.values.get("temperature") ?? "1" };
  if (strategy.knobs.some((knob) => knob.id === "n")) given.n = String(n);
  for (const pair of (parsed.values.get("knobs") ?? "").split(",").filter((one) => one !== "")) {
    const [name = "", value = ""] = pair.split("=");
    given[name] = value;
  }
  const knobs = parseKnobs(strategy.knobs, given);
  if (!knobs.ok) throw new UsageError(`--${knobs.error}`);
  return { strategy: id === undefined ? null : strategy, knobs: knobs.values };
}
