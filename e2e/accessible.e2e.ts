import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test(`no serious fault of accessibility: ${colorScheme}, ${viewport.width} px`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize(viewport);
      const playground = new Playground(page);
      await playground.open();
      await playground.skipToEnd();
      await playground.nodes().nth(1).click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const grave = violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
      expect(grave).toEqual([]);
    });
  }
}
