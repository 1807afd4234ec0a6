/** Searches side by side, from a link to their end, and the links by which teachers hide parts. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { TEST_IDS } from "../src/view/testids.ts";
import { expect, test } from "./fixtures.ts";
import { Playground, SCRIPTED, withTinyModels } from "./playground.ts";

const RUN = 120_000;
const FOUR = {
  lanes: 4,
  n: 2,
  seed: 5,
  maxSteps: 4,
  "2.strategy": "majority",
  "3.strategy": "best-of-n",
  "3.verifier": "oracle",
  "4.strategy": "greedy",
};

const lanesOn = (page: Page) => page.getByTestId(TEST_IDS.lane);

async function spent(page: Page): Promise<number[]> {
  const lanes = await lanesOn(page).all();
  return Promise.all(lanes.map(async (lane) => Number(await lane.getAttribute("data-spent"))));
}

async function finished(page: Page, lanes: number): Promise<void> {
  await expect(lanesOn(page)).toHaveCount(lanes);
  for (const lane of await lanesOn(page).all())
    await expect(lane).toHaveAttribute("data-done", /./, { timeout: RUN });
}

test("four lanes run from a link, one player moves them by cost, and a file holds them", async ({
  page,
  watch,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const playground = new Playground(page, SCRIPTED);
  await playground.open(FOUR);
  await finished(page, 4);
  const { player } = playground;
  await expect(player).toHaveAttribute("data-streaming", "false");
  const whole = await spent(page);
  expect(Math.min(...whole)).toBeGreaterThan(0);

  await page.keyboard.press("Home");
  expect(await spent(page)).toEqual([0, 0, 0, 0]);
  // Each step of the player brings no lane past the price that is shown, and none is left behind.
  for (let step = 0; step < 6; step++) {
    await page.keyboard.press(".");
    const at = Number(await player.getAttribute("data-at"));
    const now = await spent(page);
    expect(Math.max(...now)).toBe(at);
    now.forEach((cost, lane) => {
      expect(cost).toBeLessThanOrEqual(Math.min(at, whole[lane] ?? 0));
    });
  }
  await page.keyboard.press("End");
  expect(await spent(page)).toEqual(whole);
  await page.screenshot({ path: ".cache/screenshots/lanes-four.png" });

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the log" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^4-lanes-.*-seed-5\.json$/);
  const file = readFileSync(await download.path(), "utf8");

  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);

  await page.getByRole("button", { name: "Back to one search" }).click();
  await expect(lanesOn(page)).toHaveCount(0);
  await expect(playground.answer).not.toHaveAttribute("data-correct", "pending");

  // On a page without models.
  await page.route("**/models/**", (route) => route.abort());
  await page.goto("about:blank");
  await playground.open();
  await expect(playground.caption).toHaveAttribute("data-source", "recorded");
  await playground.drop("lanes.json", file);
  await expect(lanesOn(page)).toHaveCount(4);
  await page.keyboard.press("Home");
  expect(await spent(page)).toEqual([0, 0, 0, 0]);
  await page.keyboard.press("End");
  expect(await spent(page)).toEqual(whole);

  await playground.drop("lanes.json", file.replace('"version":1', '"version":9'));
  await expect(page.getByTestId(TEST_IDS.failure)).toContainText("version 9");
  await expect(lanesOn(page)).toHaveCount(4);
  expect(await spent(page)).toEqual(whole);
  // The refused requests are this test's own doing.
  watch.faults = watch.faults.filter((fault) => !fault.includes("net::ERR_FAILED"));
});

test("from one search to two, by keyboard, and both over seeds", async ({ page }) => {
  const playground = new Playground(page, `${SCRIPTED}?pause=100`);
  await playground.open({ strategy: "greedy" });
  await playground.ready();
  await playground.ended("live", RUN);
  await page.keyboard.press("v");
  await expect(lanesOn(page)).toHaveCount(2);
  const second = page.getByRole("article", { name: "Lane B" });
  await expect(second.getByRole("combobox", { name: "Strategy" })).toBeFocused();
  await second.getByRole("combobox", { name: "Strategy" }).selectOption("majority");
  await second.getByRole("spinbutton", { name: "Samples" }).fill("2");
  await expect(page).toHaveURL(/lanes=2.*2\.strategy=majority/);

  await page.getByRole("button", { name: "Run 20 seeds" }).click();
  const rows = page.getByTestId(TEST_IDS.seeds);
  await expect(rows.first()).toHaveAttribute("data-runs", /[2-9]|1\d/, { timeout: RUN });
  await page.getByRole("button", { name: "Cancel the search" }).click();
  await expect(page.getByRole("button", { name: "Run the search" })).toBeVisible();
  await expect(page.getByText(/cancelled after \d+ of 40 runs/)).toBeVisible();
});

test("each lane has a policy of its own, which its setup, the link and the legend tell", async ({
  page,
}) => {
  await withTinyModels(page);
  await page.emulateMedia({ reducedMotion: "reduce" });
  const [large, small] = ["fixture-policy", "fixture-judge"];
  const playground = new Playground(page);
  await playground.open({ lanes: 2, n: 2, maxSteps: 3, "2.policy": small });
  await finished(page, 2);
  const [a, b] = [lanesOn(page).first(), lanesOn(page).last()];
  const strip = page.getByRole("list", { name: "Who leads with which answer, by cost" });
  await expect(a).toHaveAttribute("data-policy", large);
  await expect(b).toHaveAttribute("data-policy", small);
  await expect(page.getByText(`A by ${large}, B by ${small}`)).toBeVisible();
  await expect(strip).toContainText(small);
  const before = await spent(page);
  await page.screenshot({ path: ".cache/screenshots/lanes-policies.png" });

  await test.step("what comes of it is rolled out by the lane's own", async () => {
    await b.getByTestId(TEST_IDS.node).first().click();
    await b.getByRole("combobox", { name: "Rollouts" }).selectOption("8");
    await b.getByRole("button", { name: "Roll out" }).click();
    await expect(b.getByTestId(TEST_IDS.side)).toContainText(`${small}, temperature`);
  });

  await test.step("the other one writes in both lanes once it is chosen", async () => {
    const policy = b.getByRole("combobox", { name: "Policy" });
    await expect(policy).toHaveValue(small);
    await policy.selectOption(large);
    await expect(page).not.toHaveURL(/2\.policy/);
    await page.getByRole("button", { name: "Run the search" }).click();
    await expect(b).toHaveAttribute("data-policy", large);
    await finished(page, 2);
    await expect(page.getByText(`A by ${large}`)).toHaveCount(0);
    await expect(strip).not.toContainText(large);
    expect((await spent(page))[0]).toBe(before[0]);
    expect((await spent(page))[1]).toBe(before[0]);
  });
});

test("a link hides what it names, and shows one view alone in a frame", async ({ page }) => {
  const playground = new Playground(page, SCRIPTED);
  await playground.open({ hide: "ledger,player,nonsense" });
  await expect(playground.caption).toHaveAttribute("data-source", "recorded");
  await expect(page.getByTestId(TEST_IDS.ledger)).toHaveCount(0);
  await expect(playground.player).toHaveCount(0);
  await expect(playground.run).toBeVisible();

  await page.goto("about:blank");
  await playground.open({ embed: 1 });
  await expect(playground.caption).toHaveAttribute("data-source", "recorded");
  await expect(page.getByRole("tree")).toBeVisible();
  await expect(playground.player).toBeVisible();
  await expect(playground.run).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Open in Ponderosa" })).toBeVisible();
});
