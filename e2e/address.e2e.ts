/** Links and the browser's history, on one page that is loaded once. */

import { ORIGIN } from "../src/cli/site/site.ts";
import { TEST_IDS } from "../src/view/testids.ts";
import { expect, test } from "./fixtures.ts";
import { Playground, SCRIPTED } from "./playground.ts";

test("a link says what it asks for in vain, and Back goes through the views", async ({ page }) => {
  // As in a frame that may not write to the clipboard.
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  const playground = new Playground(page, SCRIPTED);
  await page.goto("about:blank");
  const link = "problem=3(x+4)-5=22&amp;strategy=magic&amp;seed=4000000000&policy=gone";
  await page.goto(`${ORIGIN}${SCRIPTED}#${link}`);

  const notice = page.getByTestId(TEST_IDS.notice);
  await expect(notice).toContainText("strategy “magic” (there is none of that name; shown: Beam");
  await expect(notice).toContainText("policy “gone” (there is none of that name; shown: ");
  await expect(playground.problem).toHaveValue("3(x+4)-5=22");
  await expect(page.getByRole("spinbutton", { name: "Seed" })).toHaveValue("4000000000");
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await expect(notice).toHaveCount(0);

  await test.step("copies what is on the page now, by hand where the clipboard is blocked", async () => {
    await playground.ready();
    await page.getByRole("button", { name: "Take the next seed" }).click();
    await page.getByRole("button", { name: "Copy the link" }).click();
    const field = page.getByTestId(TEST_IDS.linkToCopy).getByRole("textbox");
    await expect(field).toHaveValue(/seed=4000000001$/);
    const selected = await page.evaluate(() => document.getSelection()?.toString());
    expect(selected).toBe(await field.inputValue());
    await page.getByRole("button", { name: "Close", exact: true }).click();
  });

  const lanes = page.getByTestId(TEST_IDS.lane);
  const sweep = page.getByTestId(TEST_IDS.sweep);
  await test.step("goes back from a sweep to lanes, to the search, and forward again", async () => {
    await page.getByRole("button", { name: "Compare with another strategy" }).click();
    await expect(lanes).toHaveCount(2);
    await page.getByRole("button", { name: "Sweep over many problems" }).click();
    await expect(sweep).toBeVisible();
    expect(new URL(page.url()).hash).toBe("#sweep=1");
    await page.goBack();
    await expect(lanes).toHaveCount(2);
    await page.goBack();
    await expect(playground.problem).toHaveValue("3(x+4)-5=22");
    await expect(lanes).toHaveCount(0);
    await page.goForward();
    await expect(lanes).toHaveCount(2);
    await page.goBack();
    await expect(lanes).toHaveCount(0);
  });

  await test.step("opens a link that is followed, and goes back from it", async () => {
    await page.evaluate(() => {
      window.location.hash = "run=lecture-3";
    });
    await expect(notice).toContainText("The link asks for recorded run “lecture-3”");
    await expect(playground.caption).toHaveAttribute("data-source", "recorded");
    await page.goBack();
    await expect(playground.problem).toHaveValue("3(x+4)-5=22");
    await page.goBack();
    await expect(page).toHaveURL("about:blank");
  });
});
