import { expect, it } from "vitest";
import { toyLog } from "./fixtures/toy.ts";
import { strategies, strategyOf } from "./index.ts";
import { defaultKnobs } from "./knob-values.ts";
import { pathTo } from "./path.ts";
import { sameInAllRuns, sameSamples } from "./same-samples.ts";
import { fold } from "./tree.ts";

const noteOn = (id: string, changes: Record<string, number>) => {
  const strategy = strategyOf(id);
  return strategy && sameSamples(strategy, { ...defaultKnobs(strategy.knobs), ...changes });
};

it("names what is sampled, and why it is one", () => {
  expect(noteOn("majority", { temperature: 0 })).toBe(
    "At temperature 0 the policy always takes its first choice: all 16 samples are one and the same.",
  );
  expect(noteOn("mcts-puct", { topK: 1 })).toBe(
    "With top k at 1 the policy always takes its first choice: all 4 steps sampled from a state are one and the same.",
  );
  expect(noteOn("think-longer", { temperature: 0 })).toContain("all attempts are");
});

it("says of a sweep that all its runs of a problem are one", () => {
  expect(sameInAllRuns({ temperature: "0" })).toBe(
    "At temperature 0 the policy always takes its first choice: all samples of a run, and all runs of a problem, are one and the same.",
  );
  expect([sameInAllRuns({}), sameInAllRuns({ temperature: 0.5, topK: 2 })]).toEqual([null, null]);
});

it("says nothing where there is chance, or one sample", () => {
  expect(noteOn("majority", {})).toBeNull();
  expect(noteOn("majority", { temperature: 0, n: 1 })).toBeNull();
  expect(noteOn("greedy", {})).toBeNull();
});

it.each(strategies.map((strategy) => [strategy.id, strategy] as const))(
  "is true of %s, and only there",
  async (_, strategy) => {
    const differ = async (temperature: number): Promise<boolean> => {
      const own = strategy.knobs.some(({ id }) => id === "temperature") ? { temperature } : {};
      const tree = fold(await toyLog(strategy, { knobs: own, seed: 3 }));
      const byParent = new Map<string, Set<string>>();
      for (const { parent, text } of tree.nodes) {
        if (parent === null) continue;
        const before = pathTo(tree, parent).map((node) => node.text);
        const key = before.join("; ");
        byParent.set(key, (byParent.get(key) ?? new Set()).add(text));
      }
      return [...byParent.values()].some((texts) => texts.size > 1);
    };
    expect(await differ(0)).toBe(false);
    const drawn = { ...defaultKnobs(strategy.knobs), temperature: 0 };
    const repeats = strategy.id !== "greedy";
    expect(sameSamples(strategy, drawn) !== null).toBe(repeats);
    expect(await differ(1)).toBe(repeats);
  },
);
