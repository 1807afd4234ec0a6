/** Hand what a sweep has come to to the user, each file with the settings and seeds that made it. */

import type { Plot } from "../../../experiments/plot/plot.ts";
import { svgOf } from "../../../experiments/plot/svg.ts";
import { csvOf } from "../../../experiments/sweep/csv.ts";
import { type Header, writeLine } from "../../../experiments/sweep/file.ts";
import { writePacked } from "../../../experiments/sweep/packed.ts";
import type { Summary } from "../../../experiments/sweep/summary.ts";
import { handOver } from "../../export.ts";
import type { Own, Results } from "../../stores/sweep.ts";
import { withText } from "../../sweep/png-text.ts";

/** What made the results: all of their headers. */
const madeBy = (headers: readonly Header[]): string =>
  JSON.stringify(headers.length === 1 ? headers[0] : headers);

export const saveSvg = (plot: Plot, headers: readonly Header[]): void =>
  handOver(new Blob([svgOf(plot, madeBy(headers))], { type: "image/svg+xml" }), "sweep.svg");

/** @throws Error when the browser cannot draw it. */
export async function savePng(plot: Plot, headers: readonly Header[]): Promise<void> {
  const image = new Image();
  // Not a blob's address: a host's content security policy may allow no images from there.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgOf(plot))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = plot.width * SHARP;
  canvas.height = plot.height * SHARP;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!png) throw new Error("The browser could not draw the plot.");
  const bytes = withText(new Uint8Array(await png.arrayBuffer()), "Description", madeBy(headers));
  handOver(new Blob([bytes], { type: "image/png" }), "sweep.png");
}

/** Pixels of the file for each of the plot's. */
const SHARP = 2;

export const saveCsv = (rows: readonly Summary[], header: Header): void =>
  handOver(new Blob([csvOf(rows, madeBy([header]))], { type: "text/csv" }), "sweep.csv");

/** The visitor's own, as the command line would have written it. */
export const saveOwn = ({ header, shapes, runs }: Pick<Own, "header" | "shapes" | "runs">): void =>
  saveLines([header, ...shapes, ...runs].map(writeLine).join(""));

export const saveResults = (results: Pick<Results, "header" | "outcomes" | "passAtOne">): void =>
  saveLines(writePacked(results));

const saveLines = (text: string): void =>
  handOver(new Blob([text], { type: "application/jsonl" }), "sweep.jsonl");
