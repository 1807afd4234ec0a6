/** The arguments of `solve`. The flags of the knobs come from the strategies' declarations. */
import { strategyIdOf } from "../search/index.ts";
import { parseKnobs } from "../search/knob-values.ts";
import type { KnobValues } from "../search/knobs.ts";
import { kebab } from "../search/knobs.ts";
import { type Budget, CURRENCY_IDS, type Currency, isCurrency } from "../search/ledger.ts";
import type { Strategy } from "../search/strategy.ts";
import { describeFlags, type Flag, parseFlags } from "./flags.ts";
import { readSeed, seedFlag } from "./measuring-flags.ts";
import { MODEL_FLAGS, type ModelChoice, modelChoice } from "./models.ts";
import { knobFlags, listAsJson, listAsText } from "./strategy-list.ts";
import { UsageError } from "./usage.ts";

export interface SolveArguments {
  /** One problem as typed, or a file with one problem a line. */
  source: { text: string } | { file: string };
  strategy: Strategy;
  knobs: KnobValues;
  seed: number;
  budget: Budget | null;
  /** Whether the size of the run is fitted to the budget: true when no size was given. */
  fit: boolean;
  json: boolean;
  log: string | null;
  models: ModelChoice;
}

const DEFAULT_CURRENCY: Currency = "policyTokens";

const FLAGS: readonly Flag[] = [
  { name: "strategy", value: "NAME", help: "how to search; best-of-n when left out" },
  seedFlag("same seed, same tree"),
  {
    name: "budget",
    value: "2000",
    help: "what may be spent; it fits the size, such as --n, that is not given; or policyTokens=2000",
  },
  {
    name: "currency",
    value: DEFAULT_CURRENCY,
    help: `of the budget, one of ${CURRENCY_IDS.join(", ")}`,
  },
  { name: "json", help: "print one JSON object instead of the tree" },
  { name: "log", value: "FILE", help: "write the event log, which the page opens" },
  {
    name: "problems",
    value: "FILE",
    help: "one problem a line, one JSON object a line; - is stdin",
  },
  ...MODEL_FLAGS,
  { name: "list", help: "print every strategy, verifier and currency, as JSON with --json" },
  { name: "help", help: "print this help" },
];

const DEFAULT_STRATEGY = "best-of-n";

/** @returns the arguments, or the text to print instead of a search. @throws UsageError */
export function parseSolveArguments(
  argv: readonly string[],
  strategies: readonly Strategy[],
): SolveArguments | { print: string } {
  const everyKnob = strategies.flatMap(knobFlags);
  const loose = parseFlags(argv, uniqueByName([...FLAGS, ...everyKnob]));
  if (loose.values.has("help")) return { print: helpText(strategies) };
  if (loose.values.has("list")) {
    const list = loose.values.has("json") ? listAsJson : listAsText;
    return { print: list(strategies) };
  }

  const strategy = chosenStrategy(loose.values.get("strategy") ?? DEFAULT_STRATEGY, strategies);
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
  const budget = parseBudget(loose.values.get("budget"), loose.values.get("currency"));
  return {
    source: file !== undefined ? { file } : { text: text ?? "" },
    strategy,
    knobs: knobs.values,
    seed: readSeed(loose),
    budget,
    fit: budget !== null && strategy.size !== null && !(strategy.size in given),
    json: loose.values.has("json"),
    log,
    models,
  };
}

function chosenStrategy(name: string, strategies: readonly Strategy[]): Strategy {
  const strategy = strategies.find((one) => one.id === strategyIdOf(name));
  if (strategy) return strategy;
  const ids = strategies.map((one) => one.id).join(", ");
  throw new UsageError(`There is no strategy "${name}"; the strategies are ${ids}.`);
}

function parseBudget(text: string | undefined, named: string | undefined): Budget | null {
  if (text === undefined) {
    if (named === undefined) return null;
    throw new UsageError("--currency goes with --budget, as in --budget 2000 --currency flops.");
  }
  const parts = text.split("=");
  const [currency = "", amount = ""] =
    parts.length === 1 ? [named ?? DEFAULT_CURRENCY, text] : parts;
  const limit = /^\d+(\.\d+)?(e\d+)?$/i.test(amount) ? Number(amount) : 0;
  const twice = parts.length > 1 && named !== undefined;
  if (!isCurrency(currency) || !(limit > 0) || parts.length > 2 || twice) {
    const currencies = CURRENCY_IDS.join(", ");
    const given = named === undefined ? text : `${text} --currency ${named}`;
    throw new UsageError(
      `--budget must be an amount and its currency, as in 2000 --currency policyTokens or policyTokens=2000, not "${given}"; the currencies are ${currencies}.`,
    );
  }
  return { currency, limit };
}

const uniqueByName = (flags: readonly Flag[]): Flag[] => [
  ...new Map(flags.map((flag) => [flag.name, flag])).values(),
];

function helpText(strategies: readonly Strategy[]): string {
  return [
    'solve "PROBLEM" [flags], or solve --problems FILE [flags]',
    describeFlags(FLAGS),
    listAsText(strategies),
  ].join("\n\n");
}
