/**
 * What the page draws of each golden log, as committed SVG files: a change of the drawing shows as a
 * change of a file. `vitest -u` writes them anew.
 */
import { describe, expect, it } from "vitest";
import { familyOf, readProblem } from "../../problems/families/index.ts";
import type { SearchLog } from "../../search/events.ts";
import { toldPolicy } from "../../search/fixtures/told.ts";
import { toyLog } from "../../search/fixtures/toy.ts";
import { strategies } from "../../search/index.ts";
import { runSearch } from "../../search/run.ts";
import { majority } from "../../search/strategies/majority.ts";
import { goldenLog } from "./golden-trees.ts";
import { svgOfTree } from "./static-tree.tsx";

const snapshot = (name: string) => `snapshots/${name}.svg`;

describe("the drawing of a golden log", () => {
  const names = [...strategies.map(({ id }) => id), "compute-optimal-beam"];
  it.each(names)("of %s is as it was", async (name) => {
    await expect(svgOfTree(goldenLog(name))).toMatchFileSnapshot(snapshot(name));
  });

  it("shows a run on its way, and a selected path", async () => {
    const log = goldenLog("beam").slice(0, 12);
    await expect(svgOfTree(log, 9)).toMatchFileSnapshot(snapshot("beam-on-its-way"));
  });
});

/** What one policy of the family said: right, wrong, and nothing that is of the family. */
async function toldLog(): Promise<SearchLog> {
  const record = { family: "countdown", text: "Make 30 from 2, 3, 5, 1." } as const;
  const read = readProblem(record);
  if (!read.ok) throw new Error(read.error.message);
  const trajectories = [
    ["1 + 3 = 4 left 2 5 4", "4 + 2 = 6 left 5 6", "6 * 5 = 30"],
    ["1 + 3 = 4 left 2 5 4", "4 + 2 = 6 left 5 6", "6 * 5 = 31"],
    ["1 + 3 = 4 left 2 5 4", "", "x = 10"],
    ["Ben = Ann + 5 = 12 + 5 = 17"],
  ];
  const log: SearchLog = [];
  const events = runSearch(majority, {
    problem: read.problem,
    family: familyOf("countdown"),
    policy: toldPolicy(trajectories),
    knobs: { n: trajectories.length },
    seed: 1,
    clock: () => 0,
  });
  for await (const event of events) log.push(event);
  return log;
}

describe("the drawing", () => {
  it("tells right from wrong, and marks steps that are blank or of another family", async () => {
    const svg = svgOfTree(await toldLog());
    await expect(svg).toMatchFileSnapshot(snapshot("other-families"));
    expect(svg.match(/class="node [^"]*foreign/g)).toHaveLength(3);
    expect(svg).toContain("(blank)");
    expect(svg.match(/class="terminal square right"/g)).toHaveLength(1);
    expect(svg.match(/class="terminal square wrong"/g)).toHaveLength(3);
  });

  it("says neither right nor wrong of a problem that cannot be read", async () => {
    const log = (await toldLog()).map((event) =>
      event.type === "start"
        ? { ...event, problem: { ...event.problem, text: "What is this?" } }
        : event,
    );
    const svg = svgOfTree(log);
    expect(svg.match(/class="terminal square unknown"/g)).toHaveLength(4);
    expect(svg).not.toMatch(/terminal square (right|wrong)|foreign|slash/);
  });

  it("folds what is too low to be seen", async () => {
    const svg = svgOfTree(await toyLog(majority, { knobs: { n: 256 }, seed: 7 }));
    await expect(svg).toMatchFileSnapshot(snapshot("folded"));
    expect(svg).toMatch(/class="node fold/);
  });
});
