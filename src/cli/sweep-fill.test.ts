import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { fillCommand, stale } from "./sweep-fill.ts";

const folder = mkdtempSync(join(tmpdir(), "fill-"));
afterAll(() => rmSync(folder, { recursive: true }));
const DATA = "public/results/level3.jsonl";

it("makes the tables and plots that a file names, and sees when they are stale", () => {
  const [file, plot] = [join(folder, "page.md"), join(folder, "plot.svg")];
  writeFileSync(
    file,
    [
      `<!-- sweep table ${DATA} --family story --brief -->`,
      "an old table",
      "<!-- /sweep -->",
      `<!-- sweep plot ${DATA} --title "Of stories" --family story > ${plot} -->`,
      "the end",
    ].join("\n"),
  );
  expect(fillCommand([file])).toBe(`${file}: 1 tables, 1 plots`);
  const text = readFileSync(file, "utf8");
  expect(text).toMatch(/^\| beam +\| .* \|$/m);
  expect(text).not.toMatch(/an old table|Mean cost|countdown/);
  expect(text).toMatch(/the end$/);
  expect(readFileSync(plot, "utf8")).toContain("Of stories");
  expect(stale(file)).toBeNull();
  writeFileSync(file, text.replace("| beam", "| bean"));
  expect(stale(file)).toBe(file);
  writeFileSync(file, text);
  writeFileSync(plot, "<svg/>");
  expect(stale(file)).toBe(plot);
});

it("refuses a file without a place", () => {
  const file = join(folder, "other.md");
  writeFileSync(file, "no table\n");
  expect(() => fillCommand([file])).toThrow(/no place for a table or a plot/);
});

const documents = readdirSync("docs").filter((name) => name.endsWith(".md"));
it.each(documents)("docs/%s shows what its data say", { timeout: 120_000 }, (name) => {
  expect(stale(join("docs", name))).toBeNull();
});
