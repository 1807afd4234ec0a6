/** One seed, one tree: what the page searches against what the command line does. */
import { readFileSync } from "node:fs";
import { SITE } from "../src/cli/site/site.ts";
import { bundleCommands, runCommandLine } from "../src/cli/test-commands.ts";
import { sameEvent } from "../src/engine/client/resume.ts";
import type { SearchLog } from "../src/search/events.ts";
import { readLog } from "../src/search/log.ts";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

function parse(text: string): SearchLog {
  const read = readLog(text);
  if (!read.ok) throw new Error(read.error);
  return read.log;
}

test("the same seed gives the same tree in Node and here", async ({ page }, info) => {
  await bundleCommands();
  const playground = new Playground(page);
  for (const [strategy, problem, shown] of [
    ["beam", "Make 24 from 4, 7, 8, 8.", "Make 24 from 4, 7, 8, 8."],
    ["weighted-best-of-n", "Solve 3(x + 4) - 5 = 22.", "Solve 3(x + 4) − 5 = 22."],
  ] as const) {
    await test.step(strategy, async () => {
      await playground.open({ problem, strategy, n: 8, seed: 11 });
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
