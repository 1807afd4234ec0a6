// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { openPage } from "../test-page.tsx";
import { TEST_IDS } from "../testids.ts";

vi.setConfig({ testTimeout: 60_000 });

it("refuses in the words of the open tab, and shows all of the level's description", async () => {
  const page = await openPage();
  const refusal = () => document.querySelector(`[data-testid="${TEST_IDS.problemError}"]`);
  await page.act(() => page.app.setup.setState({ text: "four sevens" }));
  expect(refusal()?.textContent).toMatch(
    /“four” is not a whole number.* For example: Make 24 from/,
  );
  await page.act(() => page.app.setup.setState({ family: "equations" }));
  expect(refusal()?.textContent).toMatch(/For example: Solve /);
  await page.act(() => page.app.setup.setState({ family: "countdown", text: "Make 3 from 1, 2." }));
  expect(refusal()).toBeNull();
  const level = document.querySelector('[aria-label="Level"]');
  const note = document.getElementById(level?.getAttribute("aria-describedby") ?? "");
  expect(note?.textContent).toMatch(/^Four numbers up to 13, target up to 100.*\.$/);
  await page.close();
});
