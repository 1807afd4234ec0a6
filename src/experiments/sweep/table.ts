/** The tables of a sweep in Markdown. */
import { byProblem, pairedDifference } from "../stats/accuracy.ts";
import type { Estimate } from "../stats/bootstrap.ts";
import { groupBy } from "../stats/group.ts";
import { paretoFront } from "../stats/trade-off.ts";
import { comparisonsOf } from "./comparison.ts";
import { curveOf, type Outcome, PASS } from "./outcomes.ts";
import { nameOf, type Summary, summarize } from "./summary.ts";

/** The accuracies for each kind of problem and, unless brief, their mean costs. */
export function accuracyTables(
  outcomes: readonly Outcome[],
  currency: string,
  brief = false,
): string {
  const rows = summarize(outcomes);
  return kindsOf(rows)
    .map((kind) => {
      const [first] = kind;
      const most = Math.max(...kind.map(({ problems }) => problems));
      const seeds = Math.max(...kind.map((row) => row.seeds));
      const title = `${titleOf(first)}: ${most} problems, ${seeds === 1 ? "one seed" : `${seeds} seeds`}`;
      return [
        `### ${title}`,
        `Accuracy in percent with its 95 % interval over problems, by budget (${currency}):`,
        matrix(kind, ({ accuracy, low, high }) => {
          return `${percent(accuracy)} (${percent(low)}–${percent(high)})`;
        }),
        ...(brief ? [] : costOf(kind)),
      ].join("\n\n");
    })
    .join("\n\n");
}

const costOf = (kind: readonly Summary[]): string[] => [
  "Mean cost a problem: policy tokens, and FLOPs of all models:",
  matrix(kind, ({ ledger }) => `${whole(ledger.policyTokens)}, ${short(ledger.flops)}`),
  frontLine(kind),
];

/**
 * Each strategy against a baseline: the paired difference at each budget, and the budget at which it
 * reaches the accuracy of the baseline.
 */
export function comparisonTables(outcomes: readonly Outcome[], baseline: string): string {
  const rows = summarize(outcomes);
  return kindsOf(rows)
    .map((kind) => {
      const [first] = kind;
      const ofKind = outcomes.filter(
        (one) => one.family === first?.family && one.difficulty === first.difficulty,
      );
      const compared = new Map(comparisonsOf(kind, ofKind, baseline).map((one) => [one.row, one]));
      return [
        `### ${titleOf(first)}, against ${baseline}`,
        "Difference in percentage points, the same problems paired, with its 95 % interval; and the budget needed to match:",
        matrix([...compared.keys()], (row) => {
          const one = compared.get(row);
          if (!one) return "";
          const needed = one.match === null ? "never" : one.match.toPrecision(2);
          return `${differenceOf(one.difference)}; ${needed}`;
        }),
      ].join("\n\n");
    })
    .join("\n\n");
}

/** The accuracies in each quintile of the policy's pass@1. */
export function binTables(outcomes: readonly Outcome[], bins: ReadonlyMap<string, number>): string {
  return [...new Set(bins.values())]
    .sort((a, b) => a - b)
    .map((bin) => {
      const own = outcomes.filter((one) => bins.get(one.problem) === bin);
      const count = byProblem(own).size;
      const name = bin === 1 ? `${bin}, the easiest` : String(bin);
      return [
        `### Difficulty ${name}: ${count} problems`,
        matrix(summarize(own), ({ accuracy, low, high }) => {
          return `${percent(accuracy)} (${percent(low)}–${percent(high)})`;
        }),
      ].join("\n\n");
    })
    .join("\n\n");
}

/**
 * Compares a small policy that searches with a large one that does not: for the greedy answer of each
 * policy, the largest run of each strategy of the other policies that costs no more FLOPs. The choice
 * of runs does not depend on their accuracy. @returns "" when there is only one policy.
 */
export function equalFlopsTable(outcomes: readonly Outcome[]): string {
  const rows = summarize(outcomes).filter((row) => row.strategy !== PASS);
  const runsOf = (row: Summary): Outcome[] =>
    outcomes.filter((one) => curveOf(one) === curveOf(row) && one.budget === row.budget);
  const largest = (curve: Summary[]): Summary[] =>
    curve.sort((a, b) => b.ledger.flops - a.ledger.flops).slice(0, 1);
  const lines = rows
    .filter((row) => row.strategy === "greedy")
    .flatMap((greedy) => {
      const affordable = rows.filter(
        (row) => row.policy !== greedy.policy && row.ledger.flops <= greedy.ledger.flops,
      );
      return [...groupBy(affordable, curveOf).values()].flatMap(largest).flatMap((row) => {
        const paired = pairedDifference(runsOf(row), runsOf(greedy));
        const costs = [greedy, row].map(({ ledger }) => short(ledger.flops));
        const shares = [greedy, row].map(({ accuracy }) => percent(accuracy));
        const name = pointName(row, rows);
        return paired ? [[greedy.policy, costs, shares, name, differenceOf(paired)] as const] : [];
      });
    });
  if (lines.length === 0) return "";
  const head = ["Greedy", "FLOPs", "%", "Search for no more", "FLOPs", "%", "Difference"];
  const cells = lines.map(([policy, [cost = "", its = ""], [share = "", had = ""], name, by]) => [
    ...[policy, cost, share, name, its, had, by],
  ]);
  return ["### At equal FLOPs", markdown(head, cells)].join("\n\n");
}

/** The points that no other beats in both accuracy and mean FLOPs. */
function frontLine(rows: readonly Summary[]): string {
  const points = rows
    .filter(({ strategy }) => strategy !== PASS)
    .map((row) => ({ row, cost: row.ledger.flops, accuracy: row.accuracy }));
  const names = paretoFront(points).map(({ row }) => pointName(row, rows));
  return `On the Pareto front of accuracy and FLOPs: ${names.join(", ")}.`;
}

const pointName = (row: Summary, among: readonly Summary[]): string =>
  row.budget === null ? nameOf(row, among) : `${nameOf(row, among)} at ${short(row.budget)}`;

/** An interval of width 0 is not certainty: it means that no problem told the two apart. */
const differenceOf = ({ value, low, high }: Estimate): string =>
  low === high
    ? `${signed(value)} on each problem`
    : `${signed(value)} (${signed(low)} to ${signed(high)})`;

const titleOf = (row: Summary | undefined): string =>
  row === undefined || row.family === "all"
    ? "All problems"
    : `${row.family}${row.difficulty === null ? "" : ` ${row.difficulty}`}`;

const kindsOf = (rows: readonly Summary[]): Summary[][] => [
  ...groupBy(rows, ({ family, difficulty }) => `${family} ${difficulty}`).values(),
];

/** A table with curves as rows and budgets as columns; curves without a size have a column of their own. */
function matrix(rows: readonly Summary[], cell: (row: Summary) => string): string {
  const budgets = [...new Set(rows.map(({ budget }) => budget))].sort(
    (a, b) => (a ?? 0) - (b ?? 0),
  );
  const lines = [...groupBy(rows, curveOf).values()].map((curve) => {
    const [first] = curve;
    const cells = budgets.map((budget) => {
      const row = curve.find((one) => one.budget === budget);
      return row ? cell(row) : "";
    });
    return [first ? nameOf(first, rows) : "", ...cells];
  });
  const heads = budgets.map((budget) => (budget === null ? "once" : short(budget)));
  return markdown(["", ...heads], lines);
}

function markdown(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const all = [head, ...lines];
  const widths = head.map((_, i) => Math.max(3, ...all.map((line) => line[i]?.length ?? 0)));
  const row = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (cells[i] ?? "").padEnd(width)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [row(head), rule, ...lines.map(row)].join("\n");
}

const percent = (share: number): string => (100 * share).toFixed(1);
const signed = (share: number): string => `${share < 0 ? "−" : "+"}${percent(Math.abs(share))}`;
const whole = (value: number): string => Math.round(value).toLocaleString("en-US");
const short = (value: number): string =>
  value < 1e5 ? String(Number(value.toPrecision(3))) : value.toExponential(1).replace("e+", "e");
