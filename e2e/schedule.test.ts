import { describe, expect, it } from "vitest";
import { runStages } from "./schedule.ts";
import type { Outcome, Stage } from "./stages.ts";

const GOOD: Outcome = { passed: 1, failed: 0 };

/** Stages that end when told; `now` is who runs, `story` who began and ended, in order. */
function stagesOf(plan: Readonly<Record<string, Partial<Stage>>>) {
  const ends = new Map<string, (outcome: Outcome | Error) => void>();
  const story: string[] = [];
  const stages = Object.entries(plan).map(
    ([id, more]): Stage => ({
      id,
      label: id,
      run: () =>
        new Promise((resolve, reject) => {
          ends.set(id, (outcome) =>
            outcome instanceof Error ? reject(outcome) : resolve(outcome),
          );
        }),
      ...more,
    }),
  );
  const hooks = {
    begins: ({ id }: Stage) => {
      story.push(`+${id}`);
      return () => {};
    },
    ended: ({ id }: Stage) => void story.push(`-${id}`),
  };
  const end = async (id: string, outcome: Outcome | Error = GOOD) => {
    ends.get(id)?.(outcome);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { stages, story, hooks, end };
}

describe("running stages", () => {
  it("runs at once what the cores can hold, and in order what they cannot", async () => {
    const { stages, story, hooks, end } = stagesOf({
      types: {},
      lint: {},
      build: {},
      unit: { cores: 9 },
    });
    const all = runStages(stages, 2, hooks);
    expect(story).toEqual(["+types", "+lint"]);
    await end("lint");
    expect(story.slice(2)).toEqual(["-lint", "+build"]);
    await end("types");
    expect(story.slice(4)).toEqual(["-types"]);
    await end("build");
    expect(story.slice(5)).toEqual(["-build", "+unit"]);
    await end("unit");
    expect([...(await all).values()]).toEqual([GOOD, GOOD, GOOD, GOOD]);
  });

  it("waits for what a stage needs, and does not run it where that has failed", async () => {
    const { stages, story, hooks, end } = stagesOf({
      e2e: { needs: ["build"] },
      build: {},
      lint: {},
    });
    const all = runStages(stages, 4, hooks);
    expect(story).toEqual(["+build", "+lint"]);
    await end("build", new Error("It does not build."));
    await end("lint");
    expect(Object.fromEntries(await all)).toEqual({
      build: { passed: 0, failed: 1, note: "It does not build." },
      lint: GOOD,
      e2e: { passed: 0, failed: 1, note: "not run, because build failed" },
    });
  });

  it("runs a stage whose need was not asked for", async () => {
    const { stages, hooks, end } = stagesOf({ e2e: { needs: ["build"] } });
    const all = runStages(stages, 1, hooks);
    await end("e2e");
    expect((await all).get("e2e")).toEqual(GOOD);
  });
});
