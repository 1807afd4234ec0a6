/** Pictures for people to look at, in .cache/screenshots; nothing compares them. */
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

test("pictures: wide and on a phone, in the light and in the dark", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const playground = new Playground(page);
  await playground.open();
  await playground.ready();
  await playground.skipToEnd();
  for (const [name, viewport, colorScheme] of [
    ["wide", WIDE, "light"],
    ["wide-dark", WIDE, "dark"],
    ["phone", PHONE, "light"],
    ["phone-dark", PHONE, "dark"],
  ] as const) {
    await test.step(name, async () => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const path = `.cache/screenshots/${name}.png`;
      const picture = await page.screenshot({ path, animations: "disabled" });
      expect(picture.length).toBeGreaterThan(20_000);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, "nothing sticks out sideways").toBeLessThanOrEqual(viewport.width);
    });
  }
});
