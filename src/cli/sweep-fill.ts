/**
 * `sweep fill`: the tables and plots of a Markdown file, made anew by the commands that it names.
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

/** A command's words; those in double quotes are one. */
const wordsOf = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");

/** @returns the text with its tables as they are now, and the plots by their paths. @throws UsageError */
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

/** @returns what was made. @throws UsageError */
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

/** Whether the file's tables and plots are what its commands make. @returns the first that is not. */
export function stale(file: string): string | null {
  const before = readFileSync(file, "utf8");
  const { text, plots } = filled(before);
  if (text !== before) return file;
  return [...plots].find(([path, svg]) => readFileSync(path, "utf8") !== svg)?.[0] ?? null;
}
