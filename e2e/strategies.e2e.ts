import AxeBuilder from "@axe-core/playwright";
import { groups } from "../src/search/groups.ts";
import { strategies } from "../src/search/index.ts";
import { TEST_IDS } from "../src/view/testids.ts";
import { expect, test } from "./fixtures.ts";
import { Playground, SCRIPTED } from "./playground.ts";

const RUN = 120_000;
const PROBLEM = "Make 24 from 4, 7, 8, 8.";

test("the picker has every strategy in its group, and says what the chosen one is", async ({
  page,
}) => {
  const playground = new Playground(page, SCRIPTED);
  await playground.open();
  await playground.skipToEnd();
  const picker = page.getByRole("combobox", { name: "Strategy" });
  await expect(picker.locator("option")).toHaveCount(strategies.length);
  const labels = await picker
    .locator("optgroup")
    .evaluateAll((all) => all.map((group) => group.getAttribute("label")));
  expect(labels).toEqual(groups.map(({ label }) => label));
  for (const { id, blurb, costRule, source } of strategies) {
    await picker.selectOption(id);
    const setup = page.getByRole("region", { name: "Search" });
    await expect(setup).toContainText(blurb);
    await expect(setup).toContainText(costRule);
    const arxiv = /arXiv:(\S+)$/.exec(source)?.[1];
    await expect(setup.getByRole("link")).toHaveAttribute("href", new RegExp(arxiv ?? "https://"));
  }
});

test("a tree search shows its visits and values, as they were at the event", async ({ page }) => {
  const playground = new Playground(page, SCRIPTED);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await playground.open({ problem: PROBLEM, strategy: "mcts-puct", n: 4, branch: 2, seed: 3 });
  await playground.ended("live", RUN);
  const legend = page.getByRole("list", { name: "Legend" });
  const root = playground.nodes().first();
  await expect(root).toHaveAttribute("data-said", /^\d+ visits, Q 0\.\d\d/);
  await expect(root).toHaveAttribute("aria-label", /visits, Q/);
  await expect(legend).toContainText("visits");
  await expect(legend).toContainText("Q, mean value");
  await expect(page.getByTestId(TEST_IDS.caption).locator("..")).toContainText("simulations 4");

  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id }) => id)).toEqual([]);

  await page.keyboard.press("Home");
  await page.keyboard.press(".");
  await expect(root).toHaveAttribute("data-said", "");
  await expect(legend).not.toContainText("visits");
});

test("the oracle scores at once, says that it knows the truth, and is in the link", async ({
  page,
}) => {
  const playground = new Playground(page, SCRIPTED);
  await playground.open();
  await playground.ready();
  await page.getByRole("combobox", { name: "Strategy" }).selectOption("best-of-n");
  await page.getByRole("spinbutton", { name: "Samples" }).fill("2");
  await page.getByRole("spinbutton", { name: "Samples" }).blur();
  const verifier = page.getByRole("combobox", { name: "Verifier" });
  await verifier.selectOption("oracle");
  // Nothing is loaded for it.
  await expect(playground.status).toHaveAttribute("data-status", "ready");
  await expect(page.getByRole("region", { name: "Search" })).toContainText("against the truth");
  await playground.run.click();
  await playground.ended("live", RUN);
  expect(await playground.spent("prmTokens")).toBe(0);
  await expect(page.getByTestId(TEST_IDS.caption).locator("..")).toContainText("knows the truth");
  await expect.poll(() => page.url()).toContain("verifier=oracle");

  await page.getByRole("combobox", { name: "Strategy" }).selectOption("majority");
  await expect(verifier).toBeDisabled();
});
