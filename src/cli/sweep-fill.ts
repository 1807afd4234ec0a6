/**
 * `sweep fill`: makes the tables and plots of a Markdown file again, by the commands in its comments.
 *
 *     <!-- sweep table public/results/x.jsonl --pooled -->
 *     what the command prints
 *     <!-- /sweep -->
 *
 *     <!-- sweep plot public/results/x.jsonl --title "All problems" > docs/x.svg -->
 */
import { readFileSync, writeFileSync } from "node:fs";
import { readText } from "./read-text.ts";
import { plotCommand, tableCommand } from "./sweep-report.ts";
import { UsageError } from "./usage.ts";
import { prepareFile } from "./write-text.ts";

const TABLE = /(<!-- sweep table (.*) -->\n)[\s\S]*?(<!-- \/sweep -->)/g;
const PLOT = /<!-- sweep plot (.*) > (\S+) -->/g;

/** The words of a command; what stands in double quotes is one word. */
const wordsOf = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");

/** @returns the text with its tables made again, and the plots by their paths. @throws UsageError */
export function filled(text: string): { text: string; plots: Map<string, string> } {
  const tables = text.replace(
    TABLE,
    (_, open: string, asked: string, close: string) =>
      `${open}\n${tableCommand(wordsOf(asked))}\n\n${close}`,
  );
  const plots = [...text.matchAll(PLOT)].map(([, asked = "", path = ""]): [string, string] => [
    path,
    `${plotCommand(wordsOf(asked))}\n`,
  ]);
  return { text: tables, plots: new Map(plots) };
}

/** @returns a sentence on how many tables and plots were made. @throws UsageError */
export function fillCommand(argv: readonly string[]): string {
  const [file, more] = argv;
  if (file === undefined || more !== undefined) {
    throw new UsageError("sweep fill takes one Markdown file, as in docs/strategies.md.");
  }
  const before = readText(file);
  const { text, plots } = filled(before);
  const tables = [...text.matchAll(TABLE)].length;
  if (tables + plots.size === 0) {
    throw new UsageError(`${file} has no place for a table or a plot: <!-- sweep table … -->.`);
  }
  for (const path of [file, ...plots.keys()]) prepareFile(path, "sweep fill");
  writeFileSync(file, text);
  for (const [path, svg] of plots) writeFileSync(path, svg);
  return `${file}: ${tables} tables, ${plots.size} plots`;
}

/**
 * Whether the commands make the tables and plots that are there.
 * @returns the path of the first file that differs; null when none does.
 */
export function stale(file: string): string | null {
  const before = readFileSync(file, "utf8");
  const { text, plots } = filled(before);
  if (text !== before) return file;
  return [...plots].find(([path, svg]) => readFileSync(path, "utf8") !== svg)?.[0] ?? null;
}
