import type { Page } from "@playwright/test";
import { TEST_IDS } from "../src/view/testids.ts";
import { expect, test } from "./fixtures.ts";
import { Playground, SCRIPTED } from "./playground.ts";

/** A name of what has the focus; "" when nothing has. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return "";
    return element.getAttribute("aria-label") ?? (element.id || (element.textContent ?? ""));
  });

test("all of it by keyboard", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const playground = new Playground(page, SCRIPTED);
  const { player } = playground;
  const cursor = async (): Promise<number> => Number(await player.getAttribute("data-cursor"));
  await playground.open();
  await playground.ready();
  await playground.skipToEnd();

  await test.step("Tab reaches every part of the page, and shows where it is", async () => {
    const seen: string[] = [];
    for (let press = 0; press < 60 && !seen.includes("Faster"); press++) {
      await page.keyboard.press("Tab");
      seen.push(await focused(page));
    }
    const outline = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement ?? document.body);
      return style.outlineStyle !== "none" || style.boxShadow !== "none";
    });
    expect(outline).toBe(true);
    const all = seen.join("\n");
    for (const part of ["Problem", "Run the search", "knob-n", "Save the log", "Play"]) {
      expect(all).toContain(part);
    }
    expect(all).toMatch(/The problem: |Step \d/);
  });

  await test.step("the player", async () => {
    await page.keyboard.press("Escape");
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    await page.keyboard.press("Home");
    await expect(player).toHaveAttribute("data-cursor", "0");
    await page.keyboard.press(".");
    await page.keyboard.press(".");
    await expect(player).toHaveAttribute("data-cursor", "2");
    await page.keyboard.press(",");
    await expect(player).toHaveAttribute("data-cursor", "1");
    await page.keyboard.press(" ");
    await expect(player).toHaveAttribute("data-playing", "true");
    await expect.poll(cursor).toBeGreaterThan(1);
    await page.keyboard.press(" ");
    await expect(player).toHaveAttribute("data-playing", "false");
    await page.keyboard.press("End");
    await expect.poll(cursor).toBe(Number(await player.getAttribute("data-events")));
  });

  await test.step("the tree, and a node's card", async () => {
    await page.keyboard.press("w");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    const card = page.getByTestId(TEST_IDS.card);
    await expect(card).toHaveAttribute("data-node", /\d+/);
    const first = await card.getAttribute("data-node");
    await page.keyboard.press("ArrowLeft");
    await expect(card).not.toHaveAttribute("data-node", first ?? "");
    await page.keyboard.press("Escape");
  });

  await test.step("the list of keys", async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
  });

  await test.step("a problem typed and run", async () => {
    await page.keyboard.press("/");
    await expect(playground.problem).toBeFocused();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("24: 1 2 3 4");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(playground.caption).toHaveAttribute("data-source", "live");
    await expect(playground.caption).toContainText("Make 24 from 1, 2, 3, 4.");
    await playground.ended("live", 90_000);
  });
});
