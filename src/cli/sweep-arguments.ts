/** The arguments of `sweep`: they become the settings of a results file. */
import { readCatalog } from "../engine/host/node.ts";
import { filesOf } from "../engine/sources/choose-models.ts";
import { readProblemList } from "../experiments/sweep/problem-list.ts";
import {
  checkSettings,
  type Settings,
  SIZE,
  settingsSchema,
} from "../experiments/sweep/settings.ts";
import { DIFFICULTIES } from "../problems/family.ts";
import { FAMILY_IDS } from "../problems/problem.ts";
import { AGGREGATIONS } from "../search/aggregate.ts";
import { strategies, strategyIdOf } from "../search/index.ts";
import { describeRange, knobSchema } from "../search/knob-values.ts";
import { kebab } from "../search/knobs.ts";
import { CURRENCY_IDS } from "../search/ledger.ts";
import { LARGEST_SEED } from "../search/seed.ts";
import {
  choiceFlag,
  describeFlags,
  type Flag,
  integerFlag,
  type Parsed,
  parseFlags,
} from "./flags.ts";
import { readSeed, seedFlag } from "./measuring-flags.ts";
import { MODEL_FLAGS, type ModelChoice, modelChoice } from "./models.ts";
import { readText } from "./read-text.ts";
import { knobFlags } from "./strategy-list.ts";
import { UsageError } from "./usage.ts";

const FLAGS: readonly Flag[] = [
  {
    name: "families",
    value: "NAMES",
    help: `of ${FAMILY_IDS.join(", ")}; countdown when left out`,
  },
  { name: "difficulty", value: "LEVELS", help: "of 1 to 5, as in 2,3; 3 when left out" },
  { name: "problems", value: "NUMBER", help: "of each family at each level; 100 when left out" },
  { name: "split", value: "test", help: "train, validation or test, of which no model has learnt" },
  { name: "problem-seed", value: "1", help: "of the first problem that is drawn" },
  { name: "list", value: "FILE", help: "these problems instead, one a line; - is stdin" },
  { name: "strategies", value: "NAMES", help: "as in best-of-n,beam,majority" },
  { name: "aggregations", value: "last", help: `one or more of ${AGGREGATIONS.join(", ")}` },
  { name: "budgets", value: "1,4,16,64", help: "how large the runs are" },
  {
    name: "currency",
    value: SIZE,
    help: `of the budgets: ${SIZE} is the strategy's own (samples, beams, simulations); with one of ${CURRENCY_IDS.join(", ")} the size is fitted, and the budget a hard stop`,
  },
  {
    name: "seeds",
    value: "NUMBER",
    help: "how many seeds each problem is run with; 1 when left out",
  },
  seedFlag("the first of the seeds"),
  { name: "out", value: "FILE", help: "the results; one that is there goes on where it stopped" },
  {
    name: "concurrency",
    value: "1",
    help: "searches under way at once; their seconds then count those of the others",
  },
  { name: "json", help: "print the summary as JSON instead of a table" },
  ...MODEL_FLAGS.map((flag) =>
    flag.name === "policy" || flag.name === "prm"
      ? { ...flag, value: "IDS", help: `${flag.help}; or several` }
      : flag,
  ),
  { name: "help", help: "print this help" },
];

const SIZES = strategies.map((strategy) => strategy.size);
const KNOB_FLAGS: readonly Flag[] = strategies
  .flatMap(knobFlags)
  .filter(({ name }, i, all) => all.findIndex((flag) => flag.name === name) === i)
  .filter(({ name }) => name !== "aggregation" && !SIZES.some((size) => size === name));

export interface SweepArguments {
  settings: Settings;
  /** The choice of models but for the ids, which are in the settings. */
  models: ModelChoice;
  files: { id: string; sha256: string | null }[];
  out: string;
  concurrency: number;
  json: boolean;
}

/** @returns the arguments, or the text to print instead of a sweep. @throws UsageError, SweepRefused, EngineError */
export function parseSweepArguments(argv: readonly string[]): SweepArguments | { print: string } {
  const parsed = parseFlags(argv, [...FLAGS, ...KNOB_FLAGS]);
  if (parsed.values.has("help")) return { print: helpText() };
  const [stray] = parsed.positionals;
  if (stray !== undefined) {
    throw new UsageError(`sweep takes flags, or plot, table, pack or fill; there is "${stray}".`);
  }
  const out = parsed.values.get("out");
  if (out === undefined) {
    throw new UsageError("Where do the results go? Say --out FILE, as in --out results/x.jsonl.");
  }
  const { chosen, files, policies, verifiers } = modelsOf(parsed);
  const seeds = seedsOf(parsed);
  const settings = settingsSchema.safeParse({
    problems: problemsOf(parsed),
    policies,
    verifiers,
    strategies: strategiesOf(parsed),
    aggregations: choicesOf(parsed, "aggregations", AGGREGATIONS, "last"),
    knobs: Object.fromEntries(knobsOf(parsed)),
    currency: choiceFlag(parsed, "currency", [SIZE, ...CURRENCY_IDS], SIZE),
    budgets: numbersOf(parsed, "budgets", "1,4,16,64").sort((a, b) => a - b),
    seeds,
  });
  if (!settings.success) {
    const { path = [], message = "" } = settings.error.issues[0] ?? {};
    throw new UsageError(
      `The ${path.map(String).join(" ")} of the sweep cannot be read: ${message}.`,
    );
  }
  checkSettings(settings.data);
  return {
    settings: settings.data,
    models: chosen,
    files,
    out,
    concurrency: integerFlag(parsed, "concurrency", { min: 1, max: 1024, otherwise: 1 }),
    json: parsed.values.has("json"),
  };
}

/** The ids of the strategies; `checkSettings` refuses unknown ones. @throws UsageError when none is named. */
function strategiesOf(parsed: Parsed): string[] {
  const ids = listOf(parsed, "strategies", "").map(strategyIdOf);
  if (ids.length > 0) return [...new Set(ids)];
  throw new UsageError("Which strategies? Say --strategies NAMES, as in best-of-n,beam,majority.");
}

/** @throws UsageError when a number is not whole, or the last seed is larger than LARGEST_SEED. */
function seedsOf(parsed: Parsed): number[] {
  const first = readSeed(parsed);
  const length = integerFlag(parsed, "seeds", { min: 1, max: 10_000, otherwise: 1 });
  if (first + length - 1 > LARGEST_SEED) {
    throw new UsageError(`The last of the --seeds must be ${LARGEST_SEED} or less.`);
  }
  return Array.from({ length }, (_, i) => first + i);
}

const listOf = (parsed: Parsed, name: string, otherwise: string): string[] => [
  ...new Set(
    (parsed.values.get(name) ?? otherwise)
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  ),
];

/** @throws UsageError unless each item of the list is one of the choices. */
function choicesOf<T extends string | number>(
  parsed: Parsed,
  name: string,
  choices: readonly T[],
  otherwise: T,
): T[] {
  return listOf(parsed, name, String(otherwise)).map((item) => {
    const found = choices.find((choice) => String(choice) === item);
    if (found !== undefined) return found;
    throw new UsageError(`--${name} must be of ${choices.join(", ")}, not "${item}".`);
  });
}

/** @throws UsageError unless all items of the list are numbers above 0. */
function numbersOf(parsed: Parsed, name: string, otherwise: string): number[] {
  const numbers = listOf(parsed, name, otherwise).map((item) =>
    /^\d+(\.\d+)?(e\d+)?$/i.test(item) ? Number(item) : Number.NaN,
  );
  if (numbers.length > 0 && numbers.every((number) => number > 0)) return numbers;
  throw new UsageError(
    `--${name} must be numbers above 0, as in 1,4,16, not "${parsed.values.get(name)}".`,
  );
}

function problemsOf(parsed: Parsed): unknown {
  const list = parsed.values.get("list");
  if (list === undefined) {
    return {
      families: choicesOf(parsed, "families", FAMILY_IDS, "countdown"),
      difficulties: choicesOf(parsed, "difficulty", DIFFICULTIES, 3),
      count: integerFlag(parsed, "problems", { min: 1, max: 100_000, otherwise: 100 }),
      seed: readSeed(parsed, "problem-seed"),
      split: choiceFlag(parsed, "split", ["train", "validation", "test"], "test"),
    };
  }
  const other = ["families", "difficulty", "problems", "split", "problem-seed"].find((name) =>
    parsed.values.has(name),
  );
  if (other) throw new UsageError(`--list gives the problems; --${other} does not go with it.`);
  const read = readProblemList(readText(list));
  if (!read.ok) throw new UsageError(`${list}: ${read.error}`);
  return { texts: read.texts };
}

/** The models that the flags name, or the defaults of the catalog. */
function modelsOf(parsed: Parsed) {
  const chosen = modelChoice(parsed);
  const catalog = readCatalog(chosen.folder);
  const prms = parsed.values.has("prm") ? listOf(parsed, "prm", "") : [undefined];
  const named = parsed.values.has("policy") ? listOf(parsed, "policy", "") : [undefined];
  const found = named.map((policy) =>
    filesOf(
      catalog,
      { ...chosen, policy },
      prms.map((prm) => (prm === "none" ? null : prm)),
    ),
  );
  const verifiers = found[0]?.verifiers ?? [];
  const policies = found.map(({ policy }) => policy);
  const files = [...new Map([...policies, ...verifiers].map((one) => [one.id, one])).values()];
  const idOf = ({ id }: { id: string }): string => id;
  return { chosen, files, policies: policies.map(idOf), verifiers: verifiers.map(idOf) };
}

/** @throws UsageError when no strategy has a knob of this name that takes the value. */
function knobsOf(parsed: Parsed): [string, string | number][] {
  const knobs = strategies.flatMap((strategy) => strategy.knobs);
  return KNOB_FLAGS.flatMap(({ name }): [string, string | number][] => {
    const text = parsed.values.get(name);
    const [knob, ...others] = knobs.filter(({ id }) => kebab(id) === name);
    if (text === undefined || !knob) return [];
    for (const one of [knob, ...others]) {
      const value = knobSchema(one).safeParse(text);
      if (value.success) return [[one.id, value.data]];
    }
    throw new UsageError(`--${name} must be ${describeRange(knob)}, not "${text}".`);
  });
}

const helpText = (): string =>
  [
    "sweep --strategies NAMES --out FILE [flags]\nsweep table FILE [flags]\nsweep plot FILE [flags] > FILE.svg\nsweep pack FILE > public/results/NAME.jsonl\nsweep fill FILE.md",
    describeFlags(FLAGS),
    `Knobs of the strategies, the same for all that have them:\n${describeFlags(KNOB_FLAGS)}`,
  ].join("\n\n");
