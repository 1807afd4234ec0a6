import { describe, expect, it } from "vitest";
import { strategies } from "../../search/index.ts";
import { nodeOf } from "../../search/tree.ts";
import { goldenLog, goldenTree } from "./golden-trees.ts";
import { countOn, kindsOfLog, kindsOfTree, particlesOn, shareOf, worthOf } from "./measures.ts";

it("finds what each strategy measures, and nothing where it measures nothing", () => {
  const kinds = new Map(strategies.map(({ id }) => [id, kindsOfLog(goldenLog(id))]));
  expect(kinds.get("mcts-puct")).toEqual({ count: "visits", worth: "q" });
  expect(kinds.get("mcts-uct")).toEqual({ count: "visits", worth: "q" });
  expect(kinds.get("particle-filtering")).toEqual({ count: "particles", worth: null });
  expect(kinds.get("rebase")).toEqual({ count: "width", worth: null });
  expect(kinds.get("lookahead")).toEqual({ count: null, worth: "value" });
  expect(kinds.get("best-of-n")).toEqual({ count: null, worth: null });
});

it("knows of a quantity only once it was measured", () => {
  expect(kindsOfTree(goldenTree("mcts-puct", 4)).count).toBeNull();
  expect(kindsOfTree(goldenTree("mcts-puct", 7)).count).toBe("visits");
});

describe("Monte Carlo tree search", () => {
  const tree = goldenTree("mcts-puct");
  it("counts a node's visits, those of the unvisited not at all", () => {
    expect([0, 1, 17, 21].map((id) => countOn(tree, nodeOf(tree, id), "visits"))).toEqual([
      8, 4, 3, 2,
    ]);
    expect(countOn(tree, nodeOf(tree, 24), "visits")).toBeNull();
  });
  it("gives each child of the root its share of all simulations", () => {
    const shares = nodeOf(tree, 0).children.map((id) => shareOf(tree, nodeOf(tree, id), "visits"));
    expect(shares).toEqual([0.5, 0.125, 0.125, 0.25]);
  });
  it("gives Q as it stands at the cursor", () => {
    expect(worthOf(nodeOf(goldenTree("mcts-puct", 8), 0), "q")).toBeCloseTo(0.61, 2);
    expect(worthOf(nodeOf(tree, 0), "q")).toBeCloseTo(0.48, 2);
  });
});

describe("a particle filter", () => {
  const counts = (events: number, ids: number[]) => {
    const tree = goldenTree("particle-filtering", events);
    return ids.map((id) => countOn(tree, nodeOf(tree, id), "particles"));
  };
  it("has one particle on each new step, and as many as were drawn after the draw", () => {
    expect(counts(3, [1, 5, 7])).toEqual([null, null, null]);
    expect(counts(4, [1, 5, 7])).toEqual([1, 1, 1]);
    expect(counts(9, [1, 5, 7, 8])).toEqual([null, 3, 2, 1]);
  });
  it("never has more or fewer particles on a round's nodes than there are", () => {
    const tree = goldenTree("particle-filtering");
    for (const depth of [1, 2, 3]) {
      const held = tree.nodes.filter((node) => node.depth === depth);
      expect(held.reduce((sum, node) => sum + (particlesOn(node, 8) ?? 0), 0)).toBe(8);
    }
  });
});

it("gives a node's share of the steps that REBASE allotted", () => {
  const tree = goldenTree("rebase");
  expect([1, 2, 5].map((id) => countOn(tree, nodeOf(tree, id), "width"))).toEqual([1, null, 3]);
  expect([1, 2, 5].map((id) => shareOf(tree, nodeOf(tree, id), "width"))).toEqual([
    0.125, 0, 0.375,
  ]);
});
