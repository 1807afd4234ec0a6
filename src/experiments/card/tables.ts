/** The tables of the model card in Markdown. */
import type { Estimate } from "../stats/bootstrap.ts";
import { BAR_SAMPLES, type CardResults, type PolicyRow } from "./card.ts";

export interface Defaults {
  policy: string | null;
  prm: string | null;
}

type Cell = string;
const NONE = "—";

const interval = (one: Estimate | undefined, digits = 2): Cell =>
  one
    ? `${one.value.toFixed(digits)} [${one.low.toFixed(digits)}, ${one.high.toFixed(digits)}]`
    : NONE;
const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;

/** A table in Markdown, each column as wide as its widest cell. */
export function markdownTable(head: readonly Cell[], rows: readonly (readonly Cell[])[]): string {
  const widths = head.map((cell, i) =>
    Math.max(3, cell.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  const line = (cells: readonly Cell[]) =>
    `| ${widths.map((width, i) => (cells[i] ?? "").padEnd(width)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

const metric = (row: Pick<PolicyRow, "metrics">, name: string, digits = 2): Cell =>
  interval(row.metrics[name], digits);

/** The accuracy of each policy's samples without a reward model. */
function samplingTable({ policies }: CardResults): string {
  const head = [
    "policy",
    "family",
    "level",
    "problems",
    "n",
    "pass@1",
    "pass@8",
    "pass@64",
    "majority@n",
    "tokens",
  ];
  const rows = policies.map((row) => [
    `\`${row.policy}\``,
    row.family,
    String(row.level),
    String(row.problems),
    String(row.samples),
    metric(row, "pass@1"),
    metric(row, "pass@8"),
    metric(row, "pass@64"),
    metric(row, `majority@${row.samples}`),
    metric(row, "tokens", 1),
  ]);
  return markdownTable(head, rows);
}

/** The accuracy of each reward model's choice among the same samples. */
function choosingTable({ policies }: CardResults): string {
  const head = [
    "policy",
    "family",
    "reward model",
    "n",
    "best-of-n",
    "weighted@n",
    "AUC",
    "Brier",
    "ECE",
  ];
  const rows = policies.flatMap((row) =>
    row.verifiers.map((one) => [
      `\`${row.policy}\``,
      row.family,
      `\`${one.verifier}\``,
      String(row.samples),
      metric(one, `best-of-${row.samples}`),
      metric(one, `weighted@${row.samples}`),
      metric(one, "AUC", 3),
      metric(one, "Brier", 3),
      metric(one, "ECE", 3),
    ]),
  );
  return markdownTable(head, rows);
}

/** How well each reward model finds the first wrong step. */
function stepTable({ verifiers }: CardResults): string {
  const head = [
    "reward model",
    "family",
    "trajectories",
    "threshold",
    "error accuracy",
    "correct accuracy",
    "F1",
  ];
  const rows = verifiers.map((row) => [
    `\`${row.verifier}\``,
    row.family ?? "all",
    String(row.trajectories),
    row.threshold.toFixed(2),
    metric(row, "errorAccuracy"),
    metric(row, "correctAccuracy"),
    metric(row, "f1"),
  ]);
  return markdownTable(head, rows);
}

/**
 * The bar at level 3: the figures of the first sixteen samples, from the rows with the most problems,
 * and whether each part of the bar is met.
 */
function barTable({ policies }: CardResults, { policy, prm }: Defaults): string {
  const n = BAR_SAMPLES;
  const head = [
    "family",
    "pass@1 in 0.25–0.75",
    `pass@${n}`,
    `majority@${n}`,
    `best-of-${n}`,
    "AUC",
    `pass@${n} − pass@1 ≥ 0.20`,
    `best-of-${n} − pass@1 ≥ 0.10`,
  ];
  const verdict = (
    one: Estimate | undefined,
    met: (value: number) => boolean,
    show: (value: number) => string,
  ) => (one ? `${show(one.value)}, ${met(one.value) ? "yes" : "no"}` : NONE);
  const measured = policies.filter((row) => row.policy === policy && row.level === 3);
  const most = Math.max(...measured.map(({ problems }) => problems));
  const rows = measured
    .filter(({ problems }) => problems === most)
    .map((row) => {
      const judge = row.verifiers.find(({ verifier }) => verifier === prm)?.metrics ?? {};
      return [
        row.family,
        verdict(
          row.metrics["pass@1"],
          (value) => value >= 0.25 && value <= 0.75,
          (value) => value.toFixed(3),
        ),
        metric(row, `pass@${n}`),
        metric(row, `majority@${n}`),
        interval(judge[`best-of-${n}`]),
        interval(judge.AUC),
        verdict(row.metrics[`pass@${n} - pass@1`], (value) => value >= 0.2, signed),
        verdict(judge[`best-of-${n} - pass@1`], (value) => value >= 0.1, signed),
      ];
    });
  return markdownTable(head, rows);
}

/** The commands that measured the rows, each once. */
const commandsOf = ({ policies, verifiers }: CardResults): string[] => [
  ...new Set([...policies, ...verifiers].map(({ command }) => command)),
];

/** The tables by the names of the markers between which they stand in models/README.md. */
export const cardTables = (results: CardResults, defaults: Defaults): Record<string, string> => ({
  bar: barTable(results, defaults),
  sampling: samplingTable(results),
  choosing: choosingTable(results),
  steps: stepTable(results),
  command: `\`\`\`sh\n${commandsOf(results).join("\n")}\n\`\`\``,
});

/**
 * Puts each table between its markers, `<!-- card:NAME -->` and `<!-- /card -->`.
 * @throws RangeError that names a table whose markers are not in the text.
 */
export function fillTables(text: string, tables: Readonly<Record<string, string>>): string {
  return Object.entries(tables).reduce((filled, [name, table]) => {
    const place = new RegExp(`(<!-- card:${name} -->\\n)[\\s\\S]*?(<!-- /card -->)`);
    if (!place.test(filled)) {
      throw new RangeError(
        `The text has no place for the table "${name}": <!-- card:${name} --> … <!-- /card -->.`,
      );
    }
    return filled.replace(
      place,
      (_, open: string, close: string) => `${open}\n${table}\n\n${close}`,
    );
  }, text);
}
