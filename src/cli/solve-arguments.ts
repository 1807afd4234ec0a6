/** What `solve` was asked to do. The knobs' flags are made from the strategy's declaration. */
import { CURRENCIES } from "../search/budget.ts";
import { describeRange, parseKnobs } from "../search/knob-values.ts";
import type { KnobValues } from "../search/knobs.ts";
import type { Budget, Currency } from "../search/ledger.ts";
import type { Strategy } from "../search/strategy.ts";
import { describeFlags, type Flag, integerFlag, kebab, parseFlags } from "./flags.ts";
import { MODEL_FLAGS, type ModelChoice, modelChoice } from "./models.ts";
import { UsageError } from "./usage.ts";

export interface SolveArguments {
  /** One problem as typed, or a file with one a line. */
  source: { text: string } | { file: string };
  strategy: Strategy;
  knobs: KnobValues;
  seed: number;
  budget: Budget | null;
  json: boolean;
  log: string | null;
  models: ModelChoice;
}

const FLAGS: readonly Flag[] = [
  { name: "strategy", value: "NAME", help: "how to search; best-of-n when left out" },
  { name: "seed", value: "NUMBER", help: "same seed, same tree; 1 when left out" },
  {
    name: "budget",
    value: "policyTokens=2000",
    help: `what may be spent, in ${Object.keys(CURRENCIES).join(", ")}`,
  },
  { name: "json", help: "print one JSON object instead of the tree" },
  { name: "log", value: "FILE", help: "write the event log, which the page opens" },
  {
    name: "problems",
    value: "FILE",
    help: "one problem a line, one JSON object a line; - is stdin",
  },
  ...MODEL_FLAGS,
  { name: "help", help: "say all this" },
];

export const LARGEST_SEED = 2 ** 32 - 1;
const DEFAULT_STRATEGY = "best-of-n";

/** @returns what to do, or the help text. @throws UsageError */
export function parseSolveArguments(
  argv: readonly string[],
  strategies: readonly Strategy[],
): SolveArguments | { help: string } {
  const everyKnob = strategies.flatMap(knobFlags);
  const loose = parseFlags(argv, uniqueByName([...FLAGS, ...everyKnob]));
  if (loose.values.has("help")) return { help: helpText(strategies) };

  const strategy = strategyNamed(loose.values.get("strategy") ?? DEFAULT_STRATEGY, strategies);
  const given: Record<string, string> = {};
  for (const [name, value] of loose.values) {
    if (FLAGS.some((flag) => flag.name === name)) continue;
    const knob = strategy.knobs.find(({ id }) => kebab(id) === name);
    if (!knob) {
      const own = knobFlags(strategy).map((flag) => `--${flag.name}`);
      throw new UsageError(
        `${strategy.id} has no knob --${name}; its knobs are ${own.join(", ")}.`,
      );
    }
    given[knob.id] = value;
  }
  const knobs = parseKnobs(strategy.knobs, given);
  if (!knobs.ok) throw new UsageError(knobs.error);

  const file = loose.values.get("problems");
  const [text, ...more] = loose.positionals;
  if (more.length > 0) {
    throw new UsageError(
      `One problem at a time, in quotes, as in "24: 4 7 8 8"; there is also "${more[0]}".`,
    );
  }
  if (file === undefined && text === undefined) {
    throw new UsageError('Which problem? Give one in quotes, as in "Make 24 from 4, 7, 8, 8."');
  }
  if (file !== undefined && text !== undefined) {
    throw new UsageError("Give one problem or --problems FILE, not both.");
  }
  const log = loose.values.get("log") ?? null;
  if (file !== undefined && log !== null) {
    throw new UsageError("--log writes one run; it does not go with --problems.");
  }
  const models = modelChoice(loose);
  if (strategy.needsVerifier && models.prm === null) {
    throw new UsageError(`${strategy.id} needs a reward model, so --prm none does not go with it.`);
  }
  return {
    source: file !== undefined ? { file } : { text: text ?? "" },
    strategy,
    knobs: knobs.values,
    seed: integerFlag(loose, "seed", { min: 0, max: LARGEST_SEED, otherwise: 1 }),
    budget: parseBudget(loose.values.get("budget")),
    json: loose.values.has("json"),
    log,
    models,
  };
}

function strategyNamed(id: string, strategies: readonly Strategy[]): Strategy {
  const strategy = strategies.find((one) => one.id === id);
  if (strategy) return strategy;
  const ids = strategies.map((one) => one.id).join(", ");
  throw new UsageError(`There is no strategy "${id}"; the strategies are ${ids}.`);
}

const isCurrency = (text: string): text is Currency => Object.hasOwn(CURRENCIES, text);

function parseBudget(text: string | undefined): Budget | null {
  if (text === undefined) return null;
  const [currency = "", amount = "", ...rest] = text.split("=");
  const limit = /^\d+(\.\d+)?(e\d+)?$/i.test(amount) ? Number(amount) : 0;
  if (!isCurrency(currency) || !(limit > 0) || rest.length > 0) {
    const currencies = Object.keys(CURRENCIES).join(", ");
    throw new UsageError(
      `--budget must be a currency and an amount, as in policyTokens=2000, not "${text}"; the currencies are ${currencies}.`,
    );
  }
  return { currency, limit };
}

const knobFlags = (strategy: Strategy): Flag[] =>
  strategy.knobs.map((knob) => ({
    name: kebab(knob.id),
    value: String(knob.default),
    help: `${knob.help} Must be ${describeRange(knob)}.`,
  }));

const uniqueByName = (flags: readonly Flag[]): Flag[] => [
  ...new Map(flags.map((flag) => [flag.name, flag])).values(),
];

function helpText(strategies: readonly Strategy[]): string {
  const blocks = strategies.map(
    (strategy) =>
      `${strategy.id}: ${strategy.blurb}\n  ${strategy.source}\n${describeFlags(knobFlags(strategy), "    ")}`,
  );
  return [
    'solve "PROBLEM" [flags], or solve --problems FILE [flags]',
    describeFlags(FLAGS),
    `Strategies, and the knobs of each with their defaults:\n\n${blocks.join("\n\n")}`,
  ].join("\n\n");
}
