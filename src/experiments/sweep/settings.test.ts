import { describe, expect, test, vi } from "vitest";
import { settings } from "./fixtures.ts";
import { checkSettings, problemsOf, SweepRefused, sharedKnobs } from "./settings.ts";

vi.setConfig({ testTimeout: 60_000 });

describe("settings", () => {
  test.each([
    [{ strategies: ["best-of-n", "magic"] }, /^There is no strategy "magic"; the strategies are/],
    [{ verifiers: [] }, /^best-of-n needs a verifier/],
    [{ budgets: [1, 512] }, /^The size of majority must be a whole number from 1 to 256, not 512/],
    [{ budgets: [1.5] }, /^The size of majority must be a whole number/],
    [{ knobs: { branch: 3 } }, /^None of the strategies has a knob "branch"/],
    [{ knobs: { n: 3 } }, /^The knob "n" is what the sweep goes through/],
    [{ knobs: { temperature: 9 } }, /^temperature must be a number from 0 to 2, not 9/],
    [{ currency: "seconds" as const }, /^A sweep has no budget in seconds/],
  ])("%j is refused with a sentence", (changes, sentence) => {
    const check = () => checkSettings(settings(changes));
    expect(check).toThrow(SweepRefused);
    expect(check).toThrow(sentence);
  });

  test("have one value of a knob for all strategies that have it and begin alike", () => {
    const ids = (...names: string[]) => sharedKnobs(names).map(({ id }) => id);
    expect(ids()).toEqual([]);
    const beam = ids("best-of-n", "beam", "majority");
    expect(beam).toEqual([...new Set(beam)]);
    expect(beam).toEqual(expect.arrayContaining(["temperature", "stop", "width"]));
    // Their sizes, and what each score is made of, are what the sweep goes through.
    expect(beam).not.toContain("n");
    expect(beam).not.toContain("aggregation");
    for (const names of [["mcts-puct", "mcts-uct", "tot-bfs", "revision", "compute-optimal"]])
      for (const { id, default: usual } of sharedKnobs(names))
        expect(() =>
          checkSettings(settings({ strategies: names, knobs: { [id]: usual } })),
        ).not.toThrow();
  });

  test("that go together pass", () => {
    expect(() => checkSettings(settings())).not.toThrow();
    const free = settings({ strategies: ["majority", "greedy"], verifiers: [] });
    expect(() => checkSettings(free)).not.toThrow();
  });

  test("give problems of all kinds in turn, and the same ones first for a larger count", () => {
    const drawn = (count: number) =>
      problemsOf(
        settings({
          problems: {
            families: ["countdown", "equations"],
            difficulties: [1, 3],
            count,
            seed: 1,
            split: "test",
          },
        }),
      );
    const kinds = drawn(2).map(({ family, difficulty }) => `${family} ${difficulty}`);
    expect(kinds.slice(0, 4)).toEqual(["countdown 1", "countdown 3", "equations 1", "equations 3"]);
    expect(drawn(3).slice(0, 8)).toEqual(drawn(2));
    expect(new Set(drawn(3).map(({ key }) => key)).size).toBe(12);
  });

  test("give typed problems, or say which cannot be read", () => {
    const typed = (...texts: string[]) => problemsOf(settings({ problems: { texts } }));
    expect(typed("Make 24 from 4, 7, 8, 8.")[0]).toMatchObject({ family: "countdown" });
    expect(() => typed("2x = 8", "Make love.")).toThrow(/^"Make love." cannot be read: /);
  });
});
