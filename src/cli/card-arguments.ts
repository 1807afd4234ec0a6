/** What `card` is asked to measure. */

import type { Difficulty, FamilyId } from "../problems/family.ts";
import { FAMILY_IDS, isFamilyId } from "../problems/problem.ts";
import { SAMPLING } from "../search/common-knobs.ts";
import { parseKnobs } from "../search/knob-values.ts";
import { type Flag, integerFlag, type Parsed } from "./flags.ts";
import { MODEL_FLAGS, type ModelChoice, modelChoice } from "./models.ts";
import { difficultyOf } from "./test-problems.ts";
import { UsageError } from "./usage.ts";

export const CARD_FLAGS: readonly Flag[] = [
  { name: "policies", value: "ID,ID", help: "by id or short name; all bundled ones when left out" },
  {
    name: "prms",
    value: "ID,ID",
    help: "by id or short name; all bundled ones when left out; none for none",
  },
  { name: "families", value: "NAME,NAME", help: `of ${FAMILY_IDS.join(", ")}; all when left out` },
  { name: "level", value: "LEVEL", help: "1 to 5; 3 when left out" },
  { name: "problems", value: "NUMBER", help: "test problems a family; 200 when left out" },
  { name: "samples", value: "NUMBER", help: "samples a problem; 64 when left out" },
  { name: "temperature", value: "0.6", help: "of the sampling; 0.6 when left out" },
  {
    name: "seed",
    value: "NUMBER",
    help: "of the first problem and of the sampling; 1 when left out",
  },
  { name: "quick", help: "24 problems, 16 samples, a tenth of the marked trajectories" },
  { name: "work", value: "FOLDER", help: "keeps samples and scores; .cache/card when left out" },
  { name: "json", help: "print one JSON object instead of the tables" },
  {
    name: "write",
    help: "put the results into models/results.json and the tables into models/README.md",
  },
  { name: "tables", help: "measure nothing: the tables of models/results.json as it is" },
  ...MODEL_FLAGS.filter(({ name }) => ["models", "weights", "threads"].includes(name)),
  { name: "help", help: "say all this" },
];

export interface CardArguments {
  policies: string | undefined;
  /** null for none. */
  prms: string | null | undefined;
  families: readonly FamilyId[];
  level: Difficulty;
  problems: number;
  samples: number;
  temperature: number;
  seed: number;
  /** Every so many of the marked trajectories' problems are scored. */
  every: number;
  work: string;
  json: boolean;
  write: boolean;
  tables: boolean;
  models: Pick<ModelChoice, "folder" | "weights" | "threads">;
}

/** @throws UsageError */
export function cardArguments(parsed: Parsed): CardArguments {
  const [stray] = parsed.positionals;
  if (stray !== undefined) throw new UsageError(`card takes flags only; there is also "${stray}".`);
  const has = (name: string): boolean => parsed.values.has(name);
  const families = (parsed.values.get("families") ?? FAMILY_IDS.join(","))
    .split(",")
    .map((name) => {
      if (isFamilyId(name)) return name;
      throw new UsageError(`--families must name ${FAMILY_IDS.join(", ")}, not "${name}".`);
    });
  const knob = parseKnobs(SAMPLING, { temperature: parsed.values.get("temperature") ?? "0.6" });
  if (!knob.ok) throw new UsageError(`--${knob.error}`);
  const quick = has("quick");
  const prms = parsed.values.get("prms");
  return {
    policies: parsed.values.get("policies"),
    prms: prms === "none" ? null : prms,
    families,
    level: difficultyOf(integerFlag(parsed, "level", { min: 1, max: 5, otherwise: 3 })),
    problems: integerFlag(parsed, "problems", { min: 1, max: 10_000, otherwise: quick ? 24 : 200 }),
    samples: integerFlag(parsed, "samples", { min: 1, max: 256, otherwise: quick ? 16 : 64 }),
    temperature: Number(knob.values.temperature),
    seed: integerFlag(parsed, "seed", { min: 0, max: 2 ** 31, otherwise: 1 }),
    every: quick ? 10 : 1,
    work: parsed.values.get("work") ?? ".cache/card",
    json: has("json"),
    write: has("write"),
    tables: has("tables"),
    models: modelChoice(parsed),
  };
}
