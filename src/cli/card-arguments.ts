/** The arguments of `card`. */
import type { Difficulty, FamilyId } from "../problems/family.ts";
import { FAMILY_IDS, isFamilyId } from "../problems/problem.ts";
import { type Flag, integerFlag, onlyFlags, type Parsed } from "./flags.ts";
import {
  levelFlag,
  readLevel,
  readSamples,
  readSeed,
  readTemperature,
  samplesFlag,
  seedFlag,
  temperatureFlag,
} from "./measuring-flags.ts";
import { MODEL_FLAGS, type ModelChoice, modelChoice } from "./models.ts";
import { UsageError } from "./usage.ts";

/** The temperature when the flag is left out. */
const TEMPERATURE = 0.6;

export const CARD_FLAGS: readonly Flag[] = [
  { name: "policies", value: "ID,ID", help: "by id or short name; all bundled ones when left out" },
  {
    name: "prms",
    value: "ID,ID",
    help: "by id or short name; all bundled ones when left out; none for none",
  },
  { name: "families", value: "NAME,NAME", help: `of ${FAMILY_IDS.join(", ")}; all when left out` },
  levelFlag("level", 3),
  { name: "problems", value: "NUMBER", help: "test problems a family; 200 when left out" },
  samplesFlag("samples", 64),
  temperatureFlag(TEMPERATURE),
  seedFlag("of the first problem and of the sampling"),
  { name: "quick", help: "24 problems, 16 samples, a tenth of the marked trajectories" },
  { name: "work", value: "FOLDER", help: "keeps samples and scores; .cache/card when left out" },
  { name: "json", help: "print one JSON object instead of the tables" },
  {
    name: "write",
    help: "put the results into models/results.json and the tables into models/README.md",
  },
  { name: "tables", help: "measure nothing: the tables of models/results.json as it is" },
  ...MODEL_FLAGS.filter(({ name }) => ["models", "weights", "threads"].includes(name)),
  { name: "help", help: "print this help" },
];

export interface CardArguments {
  policies: string | undefined;
  /** null to measure none. */
  prms: string | null | undefined;
  families: readonly FamilyId[];
  level: Difficulty;
  problems: number;
  samples: number;
  temperature: number;
  seed: number;
  /** Only every n-th problem of the marked trajectories is scored; 1 for all. */
  every: number;
  work: string;
  json: boolean;
  write: boolean;
  tables: boolean;
  models: Pick<ModelChoice, "folder" | "weights" | "threads">;
}

/** @throws UsageError */
export function cardArguments(parsed: Parsed): CardArguments {
  onlyFlags(parsed, "card");
  const has = (name: string): boolean => parsed.values.has(name);
  const families = (parsed.values.get("families") ?? FAMILY_IDS.join(","))
    .split(",")
    .map((name) => {
      if (isFamilyId(name)) return name;
      throw new UsageError(`--families must name ${FAMILY_IDS.join(", ")}, not "${name}".`);
    });
  const quick = has("quick");
  const prms = parsed.values.get("prms");
  return {
    policies: parsed.values.get("policies"),
    prms: prms === "none" ? null : prms,
    families,
    level: readLevel(parsed, "level", 3),
    problems: integerFlag(parsed, "problems", { min: 1, max: 10_000, otherwise: quick ? 24 : 200 }),
    samples: readSamples(parsed, "samples", { otherwise: quick ? 16 : 64 }),
    temperature: readTemperature(parsed, TEMPERATURE),
    seed: readSeed(parsed),
    every: quick ? 10 : 1,
    work: parsed.values.get("work") ?? ".cache/card",
    json: has("json"),
    write: has("write"),
    tables: has("tables"),
    models: modelChoice(parsed),
  };
}
