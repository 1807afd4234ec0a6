/** The page with its own models, loaded once for all these tests. */
import { readFileSync } from "node:fs";
import { SITE } from "../src/cli/site/site.ts";
import { bundleCommands, runCommandLine } from "../src/cli/test-commands.ts";
import { sameEvent } from "../src/engine/client/resume.ts";
import type { SearchLog } from "../src/search/events.ts";
import { readLog } from "../src/search/log.ts";
import { TEST_IDS } from "../src/view/testids.ts";
import { expect, test } from "./fixtures.ts";

/** SwiftShader takes a few tenths of a second a token. */
const RUN = 200_000;
/** A few tokens, which SwiftShader too has done by then. */
const ASKED = 120_000;
/** A run of public/runs/. */
const RECORDED = "beam-make-12";

test("a typed problem is searched to its answer", async ({ loaded: playground }, { project }) => {
  const { page } = playground;
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
  await playground.shownToEnd("live", RUN);

  await expect(playground.caption).toContainText("Make 24 from 4, 7, 8, 8.");
  expect(await playground.nodes().count()).toBeGreaterThan(4);
  expect(await playground.spent("policyTokens")).toBeGreaterThan(20);
  expect(await playground.spent("prmTokens")).toBeGreaterThan(20);
  expect(await playground.spent("completions")).toBeGreaterThan(0);
  // One more run on the same engine: nothing of the first is in the way.
  await page.getByRole("combobox", { name: "Strategy" }).selectOption("greedy");
  await playground.run.click();
  await playground.shownToEnd("live", RUN);
  expect(await playground.spent("completions")).toBe(1);
});

test("a search can be cancelled, and the next one runs", async ({ loaded: playground }, {
  project,
}) => {
  test.skip(project.name === "webgpu", "the way there is the same, and slow");
  const { page } = playground;
  await playground.follow({ problem: "Make 24 from 4, 7, 8, 8.", strategy: "best-of-n", n: 256 });
  const cancel = page.getByRole("button", { name: "Cancel the search" });
  await cancel.click({ timeout: RUN });
  await expect(playground.status).toHaveAttribute("data-status", "ready");
  await page.getByRole("spinbutton", { name: "Samples" }).fill("2");
  await page.getByRole("spinbutton", { name: "Samples" }).blur();
  await playground.run.click();
  await playground.shownToEnd("live", RUN);
  expect(await playground.spent("completions")).toBe(2);
});

test("a step of a recorded run under every verifier, and rolled out", async ({
  loaded: playground,
}) => {
  const { page } = playground;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await playground.follow({ run: RECORDED });
  await playground.skipToEnd();
  const spent = await playground.spent("policyTokens");
  await playground.nodes().nth(2).click();
  const side = page.getByTestId(TEST_IDS.side);
  const row = (verifier: string) => side.locator(`[data-verifier="${verifier}"]`);
  await expect(row("prm-small")).toHaveAttribute("data-score", /0\.\d+/);
  await expect(row("oracle")).toHaveAttribute("data-score", /^[01]$/);

  await side.getByRole("button", { name: "Ask self-certainty" }).click();
  await expect(row("self-certainty")).toHaveAttribute("data-score", /0\.\d+/, { timeout: ASKED });
  await side.getByRole("combobox", { name: "Rollouts" }).selectOption("8");
  await side.getByRole("button", { name: "Roll out" }).click();
  await expect(row("rollouts")).toHaveAttribute("data-score", /\d/, { timeout: ASKED });
  await expect(side).toContainText(/\d of 8 rollouts end right; 95 % interval/);
  await expect(side).toContainText(
    /cost \d+ policy tokens and \d+ tokens by verifiers; the run.s ledger does not count/,
  );
  expect(await playground.spent("policyTokens")).toBe(spent);
  const value = await row("rollouts").getAttribute("data-score");

  await test.step("it is remembered, and the same seed gives the same", async () => {
    await playground.nodes().nth(3).click();
    await expect(row("rollouts")).toHaveAttribute("data-score", "");
    await playground.nodes().nth(2).click();
    await expect(row("rollouts")).toHaveAttribute("data-score", value ?? "");
    await side.getByRole("button", { name: "Roll out" }).click();
    await expect(side.getByRole("button", { name: "Roll out" })).toBeVisible({ timeout: ASKED });
    await expect(row("rollouts")).toHaveAttribute("data-score", value ?? "");
  });
});

function parse(text: string): SearchLog {
  const read = readLog(text);
  if (!read.ok) throw new Error(read.error);
  return read.log;
}

test("the same seed gives the same tree in Node and here", async ({ loaded: playground }, info) => {
  test.skip(info.project.name === "webgpu", "it is compared on WASM");
  const { page } = playground;
  await bundleCommands();
  for (const [strategy, problem, shown] of [
    // First the one that no other test shows: the caption tells when it is there.
    ["weighted-best-of-n", "Solve 3(x + 4) - 5 = 22.", "Solve 3(x + 4) − 5 = 22."],
    ["beam", "Make 24 from 4, 7, 8, 8.", "Make 24 from 4, 7, 8, 8."],
  ] as const) {
    await test.step(strategy, async () => {
      await playground.follow({ problem, strategy, n: 8, seed: 11 });
      await playground.ready();
      await expect(playground.caption).toContainText(shown, { timeout: 90_000 });
      await playground.shownToEnd("live", 90_000);
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Save the log" }).click();
      const here = parse(readFileSync(await (await download).path(), "utf8"));

      const file = info.outputPath(`${strategy}.json`);
      const flags = ["--strategy", strategy, "--n", "8", "--seed", "11"];
      const places = ["--models", `${SITE}/models`, "--log", file];
      const solved = runCommandLine("solve", [problem, ...flags, ...places]);
      expect(solved).toMatchObject({ status: 0 });
      const inNode = parse(readFileSync(file, "utf8"));

      expect(here.map((event) => event.type)).toEqual(inNode.map((event) => event.type));
      const differing = here.filter((event, i) => !inNode[i] || !sameEvent(event, inNode[i]));
      expect(differing).toEqual([]);
      const scores = (log: SearchLog) =>
        log.flatMap((event) =>
          event.type === "score" ? event.scores.map((one) => one.score) : [],
        );
      const gaps = scores(here).map((score, i) => Math.abs(score - (scores(inNode)[i] ?? 1)));
      expect(Math.max(...gaps)).toBeLessThan(1e-4);
    });
  }
});
