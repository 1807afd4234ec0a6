import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

/** SwiftShader takes a few tenths of a second a token. */
const RUN = 200_000;

test("a typed problem is searched to its answer", async ({ page }, { project }) => {
  const playground = new Playground(page);
  await playground.open();
  expect(await playground.ready()).toBe(project.name);
  if (project.name === "wasm") {
    await expect(playground.status, "the page says why it is not WebGPU").toContainText(/WebGPU/);
  } else {
    await expect(playground.status).toContainText(/swiftshader/i);
  }

  await playground.problem.fill("24: 4 7 8 8");
  await page.getByRole("combobox", { name: "Strategy" }).selectOption("beam");
  await page.getByRole("spinbutton", { name: "Samples" }).fill("4");
  await page.getByRole("spinbutton", { name: "Samples" }).blur();
  await playground.run.click();
  await playground.ended("live", RUN);

  await expect(playground.caption).toContainText("Make 24 from 4, 7, 8, 8.");
  expect(await playground.nodes().count()).toBeGreaterThan(4);
  expect(await playground.spent("policyTokens")).toBeGreaterThan(20);
  expect(await playground.spent("prmTokens")).toBeGreaterThan(20);
  expect(await playground.spent("completions")).toBeGreaterThan(0);
  // One more run on the same engine: nothing of the first is in the way.
  await page.getByRole("combobox", { name: "Strategy" }).selectOption("greedy");
  await playground.run.click();
  await playground.ended("live", RUN);
  expect(await playground.spent("completions")).toBe(1);
});

test("a search can be cancelled, and the next one runs", async ({ page }, { project }) => {
  test.skip(project.name === "webgpu", "the way there is the same, and slow");
  const playground = new Playground(page);
  await playground.open({ problem: "Make 24 from 4, 7, 8, 8.", strategy: "best-of-n", n: 256 });
  const cancel = page.getByRole("button", { name: "Cancel the search" });
  await cancel.click({ timeout: RUN });
  await expect(playground.status).toHaveAttribute("data-status", "ready");
  await page.getByRole("spinbutton", { name: "Samples" }).fill("2");
  await page.getByRole("spinbutton", { name: "Samples" }).blur();
  await playground.run.click();
  await playground.ended("live", RUN);
  expect(await playground.spent("completions")).toBe(2);
});
