import { expect, it } from "vitest";
import { strategyOf } from "../../search/index.ts";
import type { StartEvent } from "../../search/tree.ts";
import { goldenTree } from "../tree/golden-trees.ts";
import { factsOf } from "./facts.ts";

const factsFor = (strategy: string, change: Partial<StartEvent> = {}) => {
  const { start } = goldenTree(strategy);
  if (!start) throw new Error("the log lost its start");
  return factsOf({ ...start, ...change }, strategyOf(strategy)?.knobs ?? []).join(" · ");
};

it.each([
  ["greedy", "seed 7"],
  ["beam", "n = 8 · width 4 · temperature 0.8 · seed 7"],
  ["mcts-puct", "simulations 8 · branch 4 · exploration 1.25 · temperature 0.8 · seed 7"],
  ["best-of-n", "n = 8 · temperature 0.8 · seed 7"],
  ["revision", "rounds 8 · threshold 0.3 · temperature 0.8 · seed 7"],
])("names the main knobs of %s", (strategy, facts) => expect(factsFor(strategy)).toBe(facts));

it("names choices and minor knobs that are not at their defaults", () => {
  const { start } = goldenTree("mcts-puct");
  const knobs = { ...start?.knobs, topP: 0.9, rollout: "end", answer: "majority" };
  const facts = factsFor("mcts-puct", { knobs });
  expect(facts).toContain("rollout: to the end · answer by majority vote · ");
  expect(facts).toContain("top p 0.9");
});

it("names a knob of a stopping rule only where the rule is in force", () => {
  const { start } = goldenTree("best-of-n");
  const facts = (stop: string) => factsFor("best-of-n", { knobs: { ...start?.knobs, stop } });
  expect(facts("beta")).toContain("odds to stop at 0.95 · look every 4");
  expect(facts("doubling")).toContain("share to stop at 0.75 · ");
  expect(facts("doubling")).not.toContain("look every");
});

it("says plainly that the oracle scored", () => {
  const verifier = { id: "oracle", parameters: 0 };
  expect(factsFor("best-of-n", { verifier })).toContain(
    "scored by the oracle, which knows the truth",
  );
});

it("names the budget", () => {
  const budget = { currency: "policyTokens", limit: 2000 } as const;
  expect(factsFor("greedy", { budget })).toBe("at most 2\u202f000 policy tokens · seed 7");
});
