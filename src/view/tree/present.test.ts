import { expect, it } from "vitest";
import { emptyTree } from "../../search/tree.ts";
import { problemOf } from "../../state/step-truth.ts";
import { goldenTree } from "./golden-trees.ts";
import { presentIn } from "./present.ts";

const present = (strategy: string, events?: number) => {
  const tree = goldenTree(strategy, events);
  return presentIn(tree, problemOf(tree));
};

it("names nothing of an empty tree", () => {
  const { shapes, scored, chosen } = presentIn(emptyTree, null);
  expect({ shapes, scored, chosen }).toEqual({ shapes: [], scored: false, chosen: false });
});

it("names what there is at the cursor, and no more", () => {
  expect(present("mcts-puct", 2)).toMatchObject({ shapes: ["open"], scored: false, count: null });
  expect(present("mcts-puct", 8)).toMatchObject({ scored: true, count: "visits", worth: "q" });
  expect(present("mcts-puct")).toMatchObject({
    shapes: expect.arrayContaining(["dropped"]),
    chosen: true,
    order: null,
    probe: false,
  });
});

it("does not call a step dropped that only looked ahead", () => {
  expect(present("mcts-uct", 9)).toMatchObject({ probe: true, shapes: ["open"] });
});

it("names a revision's rounds and cuts", () => {
  expect(present("revision")).toMatchObject({ order: "round", cut: true, count: null });
});
