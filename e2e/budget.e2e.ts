/** The budget's slider and fields, which set the size of whatever strategy is chosen. */
import AxeBuilder from "@axe-core/playwright";
import { TEST_IDS } from "../src/view/testids.ts";
import { expect, test } from "./fixtures.ts";
import { Playground, SCRIPTED } from "./playground.ts";

test("one slider of compute, for any strategy", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const playground = new Playground(page, SCRIPTED);
  await playground.open();
  await playground.ready();
  await playground.skipToEnd();
  const budget = page.getByTestId(TEST_IDS.budget);
  const slider = page.getByRole("slider", { name: "Compute budget" });
  const limit = page.getByRole("spinbutton", { name: "Budget limit" });
  const samples = page.getByRole("spinbutton", { name: "Samples" });
  await expect(budget).toHaveAttribute("data-limited", "false");
  const before = Number(await samples.inputValue());

  await slider.focus();
  for (let press = 0; press < 4; press++) {
    const was = (await slider.getAttribute("aria-valuetext")) ?? "";
    await page.keyboard.press("ArrowRight");
    await expect(slider).not.toHaveAttribute("aria-valuetext", was);
  }
  await expect(budget).toHaveAttribute("data-limited", "true");
  await expect(slider).toHaveAttribute("aria-valuetext", /policy tokens$/);
  await expect.poll(async () => Number(await samples.inputValue())).toBeGreaterThan(before);
  // The field follows the slider in an effect, after the slider's own words.
  const asked = ((await slider.getAttribute("aria-valuetext")) ?? "").replace(/\D/g, "");
  await expect(limit).toHaveValue(asked);

  await page.getByRole("combobox", { name: "Strategy" }).selectOption("mcts-puct");
  await expect(limit).toHaveValue(asked);
  await expect(budget).toContainText(/Simulations \d+: \d+ completions ≈/);
  await page.getByRole("combobox", { name: "Strategy" }).selectOption("best-of-n");
  await samples.fill("3");
  await samples.blur();
  await expect.poll(async () => Number(await limit.inputValue())).toBeLessThan(Number(asked));
  await expect.poll(() => page.url()).toMatch(/budget=policyTokens.*n=3/);

  await budget.getByRole("combobox").selectOption("completions");
  await expect(limit).toHaveValue("3");
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id }) => id)).toEqual([]);
  await playground.run.click();
  await playground.ended("live", 20_000);
  expect(await playground.spent("completions")).toBe(3);
  await budget.getByRole("button", { name: "No limit" }).click();
  await expect(budget).toHaveAttribute("data-limited", "false");
});
