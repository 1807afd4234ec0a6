/** A recorded tree of ten thousand nodes: opened, zoomed, walked and scrubbed. */
import type { Page } from "@playwright/test";
import { largeLog } from "../src/cli/large-log.ts";
import { writeLog } from "../src/search/log.ts";
import { fold } from "../src/search/tree.ts";
import { TEST_IDS } from "../src/view/testids.ts";
import { expect, test } from "./fixtures.ts";
import { Playground, SCRIPTED } from "./playground.ts";

/** How many elements the figure has for nodes, and how many nodes they stand for. */
async function drawn(page: Page): Promise<{ marks: number; nodes: number; folds: number }> {
  const folds = await page
    .getByTestId(TEST_IDS.fold)
    .evaluateAll((all) => all.map((one) => Number(one.getAttribute("data-count"))));
  const single = await page.getByTestId(TEST_IDS.node).count();
  const nodes = folds.reduce((sum, count) => sum + count, single);
  return { marks: folds.length + single, nodes, folds: folds.length };
}

test("a recorded tree of ten thousand nodes can be opened, zoomed, walked and scrubbed", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const log = await largeLog(10_000);
  const tree = fold(log);
  expect(tree.nodes.length).toBeGreaterThan(10_000);
  const playground = new Playground(page, SCRIPTED);
  await playground.open();
  await playground.skipToEnd();
  await page.locator("#log-file").setInputFiles({
    name: "large.json",
    mimeType: "application/json",
    buffer: Buffer.from(writeLog(log)),
  });
  await expect(playground.caption).toHaveAttribute("data-source", "file", { timeout: 60_000 });
  await page.keyboard.press("End");
  await playground.ended("file", 60_000);
  await expect(playground.answer).toHaveAttribute("data-answer", tree.answer?.answer ?? "");

  // All of it is in view, in no more marks than the screen has room for.
  const whole = await drawn(page);
  expect(whole.nodes).toBe(tree.nodes.length);
  expect(whole.marks).toBeLessThan(1500);
  await page.screenshot({ path: ".cache/screenshots/large.png" });

  // A press on a fold shows its steps one by one.
  const fullest = page.getByTestId(TEST_IDS.fold).nth(Math.floor(whole.folds / 2));
  await fullest.click();
  await expect(page.getByTestId(TEST_IDS.fold)).toHaveCount(0);
  const close = await drawn(page);
  expect(close.marks).toBeGreaterThan(20);
  expect(close.marks).toBeLessThan(1500);
  await expect(page.locator("svg .step").first()).toBeVisible();
  await page.screenshot({ path: ".cache/screenshots/large-close.png" });

  // The keys walk to nodes that were not in view.
  await page.keyboard.press("w");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const focused = page.locator('[role="treeitem"]:focus');
  await expect(focused).toHaveAttribute("aria-level", "3");
  await expect(focused).toBeInViewport();
  await expect(page.getByTestId(TEST_IDS.card)).toBeVisible();
  await page.keyboard.press("Escape");

  const middle = Math.floor(log.length / 2);
  await page.getByRole("slider", { name: "Event" }).fill(String(middle));
  await expect(playground.player).toHaveAttribute("data-cursor", String(middle));
  await page.keyboard.press("f");
  await expect(page.getByTestId(TEST_IDS.fold).first()).toBeVisible();
  expect((await drawn(page)).nodes).toBe(fold(log.slice(0, middle)).nodes.length);
});
