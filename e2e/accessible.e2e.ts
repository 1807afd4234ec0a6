import AxeBuilder from "@axe-core/playwright";
import { TEST_IDS } from "../src/view/testids.ts";
import { expect, test } from "./fixtures.ts";
import { Playground, SCRIPTED } from "./playground.ts";

test("no serious fault of accessibility, wide and on a phone, in the light and in the dark", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const playground = new Playground(page, SCRIPTED);
  await playground.open();
  await playground.skipToEnd();
  for (const colorScheme of ["light", "dark"] as const) {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      await test.step(`${colorScheme}, ${viewport.width} px`, async () => {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.setViewportSize(viewport);
        await playground.nodes().nth(1).click();
        await expect(page.getByTestId(TEST_IDS.card)).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        const grave = violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(
            ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
          );
        expect(grave).toEqual([]);
        await page.keyboard.press("Escape");
      });
    }
  }
});
