/** The rows of a sweep as comma-separated values (RFC 4180), below a comment that says what made them. */
import { CURRENCY_IDS } from "../../search/ledger.ts";
import type { Summary } from "./summary.ts";

const COLUMNS = [
  "family",
  "difficulty",
  "policy",
  "strategy",
  "prm",
  "aggregation",
  "budget",
  "problems",
  "seeds",
  "accuracy",
  "low",
  "high",
] as const satisfies readonly (keyof Summary)[];

/** @param made what made the rows, for the comment; most readers of CSV can skip it. */
export const csvOf = (rows: readonly Summary[], made: string): string =>
  [
    `# ${made.replaceAll("\n", " ")}`,
    [...COLUMNS, ...CURRENCY_IDS].join(","),
    ...rows.map((row) =>
      [...COLUMNS.map((name) => row[name]), ...CURRENCY_IDS.map((name) => row.ledger[name])]
        .map(field)
        .join(","),
    ),
  ]
    .map((line) => `${line}\r\n`)
    .join("");

/** An apostrophe keeps a spreadsheet from reading text as a formula. */
function field(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
