import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

/** To the greatest speed: the player's own pace has tests beside it. */
async function hurry(page: Page): Promise<void> {
  for (let press = 0; press < 3; press++) await page.keyboard.press("]");
}

test("the first visit plays a recorded run to its answer, at once", async ({ page }) => {
  const playground = new Playground(page);
  await playground.open();
  await expect(playground.caption).toHaveAttribute("data-source", "recorded", { timeout: 5000 });
  await expect(playground.nodes().first()).toBeVisible({ timeout: 5000 });
  await expect(playground.player).toHaveAttribute("data-playing", "true");
  await hurry(page);
  await expect(playground.player).toHaveAttribute("data-speed", "8");
  await playground.ended("recorded", 90_000);
  await expect(playground.answer).toHaveAttribute("data-correct", "true");
  expect(await playground.nodes().count()).toBeGreaterThan(3);
  expect(await playground.spent("policyTokens")).toBeGreaterThan(0);
});

test("it plays without any model", async ({ page, watch }) => {
  await page.route("**/models/**", (route) => route.abort());
  const playground = new Playground(page);
  await playground.open();
  await expect(playground.caption).toHaveAttribute("data-source", "recorded");
  await hurry(page);
  await playground.ended("recorded", 90_000);
  await expect(playground.status).toHaveAttribute("data-status", "failed");
  await expect(playground.status).toContainText(/[a-z].*\./i);
  // The refused requests are this test's own doing.
  watch.faults = watch.faults.filter((fault) => !fault.includes("net::ERR_FAILED"));
});
