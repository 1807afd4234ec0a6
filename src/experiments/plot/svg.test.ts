import { expect, test } from "vitest";
import { emptyLedger } from "../../search/ledger.ts";
import type { Summary } from "../sweep/summary.ts";
import { plotOf } from "./plot.ts";
import { svgOf } from "./svg.ts";

const row = (strategy: string, budget: number | null, accuracy: number): Summary => ({
  ...{ family: "story", difficulty: 2, policy: "small", strategy, prm: null, aggregation: null },
  ...{ budget, problems: 20, seeds: 1, accuracy, low: accuracy - 0.1, high: accuracy + 0.1 },
  ledger: { ...emptyLedger(), flops: 1e9 * (budget ?? 1) },
});

test("an SVG is a file of its own: escaped, light, and the same each time", () => {
  const rows = [row("beam", 1, 0.4), row("beam", 4, 0.5), row("greedy", null, 0.3)];
  const svg = svgOf(plotOf(rows, { x: "flops", title: 'A < B & "C"' }));
  expect(svgOf(plotOf(rows, { x: "flops", title: 'A < B & "C"' }))).toBe(svg);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain("<title>A &lt; B &amp; &quot;C&quot;</title>");
  expect(svg).toContain('<rect width="820" height="500" fill="#ffffff"/>');
  expect(svg).toContain("beam at 4: 50.0 % (40.0–60.0)");
  expect(svg).not.toMatch(/NaN|undefined|null/);
  // Every element that is opened is closed.
  const opened = svg.match(/<[a-z]+/g)?.length ?? 0;
  const closed = (svg.match(/<\/[a-z]+>/g)?.length ?? 0) + (svg.match(/\/>/g)?.length ?? 0);
  expect(closed).toBe(opened);
});
