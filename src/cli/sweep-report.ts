/** `sweep table`, `sweep plot` and `sweep pack`: reports on a file of results, finished or still growing. */
import { type Axis, plotOf } from "../experiments/plot/plot.ts";
import { svgOf } from "../experiments/plot/svg.ts";
import { readResults } from "../experiments/sweep/file.ts";
import { type Finished, isPacked, openSweep } from "../experiments/sweep/open.ts";
import {
  bestByBin,
  binsOf,
  type Outcome,
  outcomesOf,
  passAtOneOf,
} from "../experiments/sweep/outcomes.ts";
import { writePacked } from "../experiments/sweep/packed.ts";
import { pooled, summarize } from "../experiments/sweep/summary.ts";
import {
  accuracyTables,
  binTables,
  comparisonTables,
  equalFlopsTable,
} from "../experiments/sweep/table.ts";
import { AGGREGATIONS, type Aggregation } from "../search/aggregate.ts";
import { strategyIdOf } from "../search/index.ts";
import { CURRENCY_IDS, isCurrency } from "../search/ledger.ts";
import { describeFlags, type Flag, type Parsed, parseFlags } from "./flags.ts";
import { readText } from "./read-text.ts";
import { UsageError } from "./usage.ts";

const AXES = [...CURRENCY_IDS, "budget"];

const FILTERS: readonly Flag[] = [
  { name: "family", value: "NAME", help: "of these problems only" },
  { name: "difficulty", value: "LEVEL", help: "of this level only" },
  {
    name: "aggregations",
    value: "last,min",
    help: `of the votes; of ${AGGREGATIONS.join(", ")}, those of the sweep when left out`,
  },
  { name: "help", help: "print this help" },
];
const TABLE_FLAGS: readonly Flag[] = [
  { name: "json", help: "print the rows as one JSON array instead" },
  { name: "brief", help: "without what it cost; with --bins the quintiles alone" },
  { name: "pooled", help: "take problems of all kinds together" },
  { name: "against", value: "majority", help: "compare every strategy with this one" },
  { name: "bins", help: "by the policy's own difficulty, with the best strategy of each quintile" },
  ...FILTERS,
];
const PLOT_FLAGS: readonly Flag[] = [
  { name: "x", value: "flops", help: `the axis, one of ${AXES.join(", ")}; flops when left out` },
  { name: "title", value: "TEXT", help: "the heading; the axis' when left out" },
  ...FILTERS,
];

const PACK_FLAGS = FILTERS.filter(({ name }) => name !== "family" && name !== "difficulty");

/** @returns what `sweep table` prints. @throws UsageError */
export function tableCommand(argv: readonly string[]): string {
  const parsed = parseFlags(argv, TABLE_FLAGS);
  if (parsed.values.has("help")) return `sweep table FILE [flags]\n\n${describeFlags(TABLE_FLAGS)}`;
  const results = resultsOf(parsed, "table");
  const chosen = outcomesFor(results, parsed);
  const outcomes = parsed.values.has("pooled") ? pooled(chosen) : chosen;
  return parsed.values.has("json")
    ? JSON.stringify(summarize(outcomes))
    : describe(results, outcomes, parsed);
}

function describe(results: Read, outcomes: Outcome[], parsed: Parsed): string {
  const named = parsed.values.get("against");
  const against = named === undefined ? undefined : strategyIdOf(named);
  if (against !== undefined && !outcomes.some(({ strategy }) => strategy === against)) {
    throw new UsageError(`The results hold no strategy "${against}" to compare with.`);
  }
  const { currency, policies } = results.header.settings;
  if (parsed.values.has("bins") && results.passAtOne.size === 0) {
    throw new UsageError("--bins needs samples, as of best-of-n, and the results hold none.");
  }
  const brief = parsed.values.has("brief");
  const byBin = parsed.values.has("bins")
    ? policies.flatMap((policy) => {
        const bins = binsOf(results.passAtOne, policy);
        const own = pooled(outcomes).filter((one) => one.policy === policy);
        const all = [...own, ...bestByBin(own, policy, bins)];
        return [brief ? "" : accuracyTables(all, currency), binTables(all, bins)];
      })
    : [];
  return [
    brief && byBin.length > 0 ? "" : accuracyTables(outcomes, currency, brief),
    against === undefined ? "" : comparisonTables(outcomes, against),
    ...byBin,
    equalFlopsTable(pooled(outcomes)),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** @returns an SVG file's text. @throws UsageError */
export function plotCommand(argv: readonly string[]): string {
  const parsed = parseFlags(argv, PLOT_FLAGS);
  if (parsed.values.has("help")) return `sweep plot FILE [flags]\n\n${describeFlags(PLOT_FLAGS)}`;
  const x = parsed.values.get("x") ?? "flops";
  if (!isAxis(x)) throw new UsageError(`--x must be one of ${AXES.join(", ")}, not "${x}".`);
  const rows = summarize(pooled(outcomesFor(resultsOf(parsed, "plot"), parsed)));
  if (rows.length === 0) throw new UsageError("The results hold no run of these yet.");
  const title = parsed.values.get("title");
  return svgOf(plotOf(rows, { x, ...(title === undefined ? {} : { title }) })).trimEnd();
}

/** @returns the text of a packed file. @throws UsageError */
export function packCommand(argv: readonly string[]): string {
  const parsed = parseFlags(argv, PACK_FLAGS);
  if (parsed.values.has("help")) return `sweep pack FILE\n\n${describeFlags(PACK_FLAGS)}`;
  const results = resultsOf(parsed, "pack");
  if (results.packed) throw new UsageError("The file is packed already.");
  return writePacked({ ...results, outcomes: outcomesFor(results, parsed) }).trimEnd();
}

const isAxis = (text: string): text is Axis => text === "budget" || isCurrency(text);

interface Read extends Finished {
  packed: boolean;
}

function resultsOf({ positionals, values }: Parsed, command: string): Read {
  const [file, more] = positionals;
  if (file === undefined || more !== undefined) {
    throw new UsageError(`sweep ${command} takes one file of results, as in results/x.jsonl.`);
  }
  const text = readText(file);
  const aggregations = aggregationsOf(values.get("aggregations"));
  if (isPacked(text)) {
    const opened = openSweep(text);
    if (!opened.ok) throw new UsageError(`${file}: ${opened.error}`);
    const { outcomes, ...rest } = opened.finished;
    const wanted = ({ aggregation }: Outcome) =>
      aggregation === null || !aggregations || aggregations.includes(aggregation);
    return { ...rest, outcomes: outcomes.filter(wanted), packed: true };
  }
  const read = readResults(text);
  if (read === null) throw new UsageError(`${file}: This file holds no results yet.`);
  if (!read.ok) throw new UsageError(`${file}: ${read.error}`);
  const { header, runs } = read.results;
  const outcomes = outcomesOf(read.results, aggregations);
  return { header, outcomes, passAtOne: passAtOneOf(runs), packed: false };
}

function outcomesFor({ outcomes }: Read, { values }: Parsed): Outcome[] {
  const family = values.get("family");
  const difficulty = values.get("difficulty");
  const chosen = outcomes.filter(
    (one) =>
      (family === undefined || one.family === family) &&
      (difficulty === undefined || String(one.difficulty) === difficulty),
  );
  if (chosen.length === 0) throw new UsageError("The results hold no run of these yet.");
  return chosen;
}

function aggregationsOf(text: string | undefined): readonly Aggregation[] | undefined {
  if (text === undefined) return undefined;
  return text.split(",").map((name) => {
    const found = AGGREGATIONS.find((one) => one === name.trim());
    if (found) return found;
    throw new UsageError(`--aggregations must be of ${AGGREGATIONS.join(", ")}, not "${name}".`);
  });
}
