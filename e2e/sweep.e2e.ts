/** A sweep on the page: stopped and reloaded, it ends with the command line's numbers; files go out and come back. */
import { readFileSync, writeFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page, TestInfo } from "@playwright/test";
import { SITE } from "../src/cli/site/site.ts";
import { bundleCommands, runCommandLine } from "../src/cli/test-commands.ts";
import { type Results, readResults } from "../src/experiments/sweep/file.ts";
import { openSweep } from "../src/experiments/sweep/open.ts";
import { writePacked } from "../src/experiments/sweep/packed.ts";
import { TEST_IDS } from "../src/view/testids.ts";
import { expect, test } from "./fixtures.ts";
import { Playground, SCRIPTED } from "./playground.ts";

const RUN = 240_000;
const SMALL = {
  sweep: 1,
  "sweep.problems": 4,
  "sweep.strategies": "greedy,majority,best-of-n,beam",
  "sweep.budgets": "1,4,16",
  "sweep.seed": 3,
};
/** 4 problems × (greedy + 3 strategies × 3 budgets). */
const TOTAL = 40;

const sweepOn = (page: Page) => page.getByTestId(TEST_IDS.sweep);
const doneOn = async (page: Page) => Number(await sweepOn(page).getAttribute("data-done"));

async function saved(page: Page, name: string): Promise<string> {
  const download = page.waitForEvent("download", { timeout: 20_000 });
  await page.getByRole("button", { name: `Save as ${name}` }).click();
  return readFileSync(await (await download).path(), "utf8");
}

function parsed(text: string): Results {
  const read = readResults(text);
  if (!read?.ok) throw new Error(read?.error ?? "an empty file");
  return read.results;
}

/** Without what the clock says, and in one order. */
const timeless = ({ runs }: Results): string[] =>
  runs.map((run) => JSON.stringify(run, (key, value) => (key === "seconds" ? 0 : value))).sort();

async function open(page: Page, info: TestInfo, text: string): Promise<void> {
  const file = info.outputPath("opened.jsonl");
  writeFileSync(file, text);
  await page.getByLabel("Log file").setInputFiles(file);
}

const points = (page: Page) =>
  page
    .getByTestId(TEST_IDS.point)
    .evaluateAll((all) =>
      all.map(({ dataset }) => [dataset.curve, dataset.budget, dataset.accuracy, dataset.cost]),
    );

test("a sweep that was reloaded goes on, and ends as on the command line", async ({
  page,
}, info) => {
  // Alone on the page, without the results that are served with it.
  await page.route("**/results/index.json", (route) => route.fulfill({ json: [] }));
  const playground = new Playground(page);
  await playground.open(SMALL);
  await page.getByRole("button", { name: "Run the sweep" }).click();
  await expect.poll(() => doneOn(page), { timeout: RUN }).toBeGreaterThan(4);
  await page.reload();
  await expect(sweepOn(page)).toHaveAttribute("data-state", "paused");
  expect(await doneOn(page)).toBeGreaterThan(4);
  expect(await doneOn(page)).toBeLessThan(TOTAL);
  await page.getByRole("button", { name: "Go on with the sweep" }).click();
  await expect(sweepOn(page)).toHaveAttribute("data-state", "done", { timeout: RUN });
  expect(await doneOn(page)).toBe(TOTAL);

  const text = await saved(page, "JSON");
  const here = parsed(text);
  const out = info.outputPath("node.jsonl");
  const [, flags = ""] = here.header.command.split(" -- ");
  const asked = flags.replace(/--out \S+/, `--out ${out} --models ${SITE}/models`).split(" ");
  await bundleCommands();
  expect(runCommandLine("sweep", asked)).toMatchObject({ status: 0 });
  const inNode = parsed(readFileSync(out, "utf8"));
  expect(here.header.settings).toEqual(inNode.header.settings);
  expect(here.header.models).toEqual(inNode.header.models);
  expect(timeless(here).map(withoutScores)).toEqual(timeless(inNode).map(withoutScores));

  const before = await points(page);
  expect(before.length).toBeGreaterThan(6);
  expect(await saved(page, "CSV")).toContain('"seeds":[3]');
  expect(await saved(page, "SVG")).toContain("<metadata>{");
  expect(await saved(page, "PNG")).toContain("iTXtDescription");

  // Another sweep, and back to this one.
  await page.getByRole("spinbutton", { name: "Problems of each kind" }).fill("9");
  await expect(sweepOn(page)).toHaveAttribute("data-state", "new");
  await page.getByText("Earlier sweeps").click();
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(sweepOn(page)).toHaveAttribute("data-state", "done");
  await expect.poll(() => points(page)).toEqual(before);

  // The file says the same once the runs in the browser are gone.
  await page.getByRole("button", { name: "Discard these runs" }).click();
  await page.getByRole("button", { name: `Discard ${TOTAL} runs for good?` }).click();
  await expect(page.getByTestId(TEST_IDS.point)).toHaveCount(0);
  await playground.drop("sweep.jsonl", text);
  await expect.poll(() => points(page)).toEqual(before);
  await open(page, info, text.replace('"version":1', '"version":8'));
  await expect(page.getByTestId(TEST_IDS.failure)).toContainText("version 8");
  expect(await points(page)).toEqual(before);
});

/** Scores may differ in their last digits between backends. */
const withoutScores = (line: string): string => line.replace(/"scores":\[\[.*?\]\],/, "");

test("served results are there at once, a run of theirs opens its tree", async ({ page }) => {
  const playground = new Playground(page, SCRIPTED);
  await playground.open({ ...SMALL, "sweep.problems": 2, "sweep.strategies": "majority" });
  await page.getByRole("button", { name: "Run the sweep" }).click();
  await expect(sweepOn(page)).toHaveAttribute("data-state", "done", { timeout: RUN });
  const read = openSweep(await saved(page, "JSON"));
  if (!read.ok) throw new Error(read.error);
  const entry = { id: "few", file: "few.jsonl", title: "A few problems", note: "Of a test." };
  await page.route("**/results/index.json", (route) => route.fulfill({ json: [entry] }));
  await page.route("**/results/few.jsonl", (route) =>
    route.fulfill({ body: writePacked(read.finished) }),
  );
  await page.goto("about:blank");
  await playground.open({ ...SMALL, "sweep.problems": 2, "sweep.strategies": "majority" });
  await expect(page.getByRole("combobox", { name: "Results" })).toHaveValue("few");
  // The visitor's own, kept from before, over the served ones.
  const legend = page.getByRole("list", { name: "Curves" });
  await expect(legend.getByRole("button", { name: "majority, yours" })).toBeVisible();
  const curves = await legend.getByRole("button").allInnerTexts();
  expect(curves.sort()).toEqual(["majority", "majority, yours", "pass@k", "pass@k, yours"]);
  await legend.getByRole("button", { name: "pass@k, yours" }).click();
  await expect(page.locator('[data-curve="pass@k, yours"]')).toHaveCount(0);

  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  await page.screenshot({ path: ".cache/screenshots/sweep.png" });

  // By keys alone: to the figure, to a point, to its runs, to a tree.
  await page.locator('[data-curve="majority"][data-budget="1"]').focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator('[data-curve="majority"][data-budget="4"]')).toBeFocused();
  await page.keyboard.press("Enter");
  const runs = page.getByTestId(TEST_IDS.sweepRun);
  await expect(runs).toHaveCount(2);
  const [problem, correct] = await Promise.all([
    runs.first().getAttribute("data-problem"),
    runs.first().getAttribute("data-correct"),
  ]);
  await runs.first().getByRole("button").focus();
  await page.keyboard.press("Enter");
  await playground.ended("live", RUN);
  await expect(playground.caption).toContainText(problem ?? "");
  await expect(playground.answer).toHaveAttribute("data-correct", correct ?? "");
});

test("a list is answered line by line, and Escape lets a sweep rest", async ({ page }) => {
  const playground = new Playground(page, `${SCRIPTED}?pause=50`);
  await playground.open({ sweep: 1, "sweep.list": "Make tea." });
  const list = page.getByRole("textbox", { name: "Problems, one a line" });
  await expect(page.getByText(/^Line 1, "Make tea\."/).first()).toBeVisible();
  await list.fill("Make 24 from 4, 7, 8, 8.\n2x + 3 = 11");
  await expect(sweepOn(page)).toHaveAttribute("data-total", "20");
  await list.blur();
  await page.keyboard.press("r");
  await expect(sweepOn(page)).toHaveAttribute("data-state", "running");
  await page.keyboard.press("Escape");
  await expect(sweepOn(page)).toHaveAttribute("data-state", /new|paused/, { timeout: RUN });
  await page.keyboard.press("x");
  await expect(playground.run).toBeVisible();
});
