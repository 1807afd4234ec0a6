import { expect, it } from "vitest";
import { nodeOf } from "../../search/tree.ts";
import { goldenTree } from "./golden-trees.ts";
import { saidOf } from "./said.ts";
import { turnsOf } from "./turns.ts";

const said = (strategy: string, node: number, events?: number) => {
  const tree = goldenTree(strategy, events);
  return saidOf(tree, nodeOf(tree, node), turnsOf(tree));
};

it.each([
  ["mcts-puct", 1, "4 visits, Q 0.63, prior 0.24, exploration bonus 0.20"],
  ["particle-filtering", 5, "3 particles, weight 0.38"],
  ["rebase", 1, "1 step allotted"],
  ["revision", 4, "round 2 begins here"],
  ["revision", 9, "a trajectory was cut before it"],
  ["tot-dfs", 6, "visited as number 2"],
  ["mcts-uct", 5, "only looked ahead"],
  ["beam", 1, ""],
])("says of a node of %s, number %i: %s", (strategy, node, words) =>
  expect(said(strategy, node)).toBe(words),
);
