import { describe, expect, test } from "vitest";
import type { SearchLog } from "../events.ts";
import { replay } from "../fixtures/replay.ts";
import { toyLog } from "../fixtures/toy.ts";
import { finishedOf } from "../path.ts";
import { fold, measureOf, nodeOf, type Tree, type TreeNode } from "../tree.ts";
import { mctsUct, uctBonus } from "./mcts-uct.ts";

const seeds = Array.from({ length: 12 }, (_, seed) => seed);
const knobs = { n: 24, endGate: 1 };

const onlyLooks = (node: TreeNode): boolean =>
  node.verdicts.some(({ reason }) => reason.startsWith("dropped: it only looked ahead"));

function replayed(tree: Tree) {
  /** The scores looked ahead to below a leaf. */
  const ahead = (id: number): number[] =>
    nodeOf(tree, id)
      .children.map((child) => nodeOf(tree, child))
      .filter(onlyLooks)
      .flatMap((node) => [node.score ?? 0, ...ahead(node.id)]);
  const value = (leaf: number): number =>
    0.5 * (nodeOf(tree, leaf).score ?? 0) + 0.5 * Math.max(...ahead(leaf));
  return replay(tree, (so) => ({
    simulations: 24,
    joins: (id) => !onlyLooks(nodeOf(tree, id)),
    value,
    q: (id, values) => {
      const children = so.childrenOf(id);
      const visits = children.reduce((sum, child) => sum + so.visits(child), 0);
      if (visits === 0) return values[0] ?? 0;
      return children.reduce((sum, child) => sum + so.visits(child) * so.q(child), 0) / visits;
    },
    bonus: (parent, child) =>
      so.visits(child) === 0
        ? 0.8
        : 0.4 * Math.sqrt((2 * Math.log(so.visits(parent))) / so.visits(child)),
  }));
}

const expansions = (log: SearchLog, tree: Tree): number[] =>
  log.flatMap((event) => {
    const [first] = event.type === "expand" ? event.nodes : [];
    return first && !onlyLooks(nodeOf(tree, first.id)) ? [first.parent] : [];
  });

describe("MCTS with UCT", () => {
  test("has the published bonus", () => {
    // 0.4 · √(2 ln 4 / 2)
    expect(uctBonus(4, 2, 0.4)).toBeCloseTo(0.470964, 6);
    expect(uctBonus(1, 1, 0.4)).toBe(0);
    expect(uctBonus(9, 0, 0.4)).toBe(0.8);
  });

  test("selects down the whole tree, looks ahead and backs up, as done again from the definition", async () => {
    let deepest = 0;
    for (const seed of seeds) {
      const log = await toyLog(mctsUct, { knobs, seed });
      const tree = fold(log);
      const so = replayed(tree);
      expect(expansions(log, tree)).toEqual(so.expanded);
      for (const id of [0, ...so.expanded.flatMap((parent) => so.childrenOf(parent))]) {
        const node = nodeOf(tree, id);
        expect(measureOf(node, "visits")).toBe(so.visits(id));
        expect(measureOf(node, "q")).toBeCloseTo(so.q(id), 9);
        if (so.visits(id) > 1) deepest = Math.max(deepest, node.depth);
      }
      for (const node of tree.nodes.filter(onlyLooks)) expect(node.measures).toEqual([]);
    }
    expect(deepest).toBeGreaterThan(2);
  });

  test("visits are the children's and those as a leaf; Q stays between 0 and 1", async () => {
    for (const seed of seeds) {
      const tree = fold(await toyLog(mctsUct, { knobs, seed }));
      const so = replayed(tree);
      const visitsOf = (id: number): number => measureOf(nodeOf(tree, id), "visits") ?? 0;
      for (const id of so.expanded) {
        const below = so.childrenOf(id).reduce((sum, child) => sum + visitsOf(child), 0);
        expect(visitsOf(id) - below).toBe(so.leaves.get(id) ?? 0);
        expect(visitsOf(id) - below).toBeLessThanOrEqual(id === 0 ? 0 : 1);
      }
      for (const { quantity, value } of tree.nodes.flatMap((node) => node.measures)) {
        expect(quantity).not.toBe("prior");
        expect(value).toBeGreaterThanOrEqual(0);
        if (quantity === "q") expect(value).toBeLessThanOrEqual(1);
      }
    }
  });

  test("a leaf's value is its score and the best looked ahead to, half and half", async () => {
    const tree = fold(await toyLog(mctsUct, { knobs: { n: 1 }, seed: 7 }));
    // Of the first three steps the best has 0.614; the steps looked ahead to 0.876 and 0.523.
    expect(measureOf(nodeOf(tree, 1), "q")).toBeCloseTo((0.6137 + 0.8761) / 2, 3);
  });

  test("ends at the gate with the trajectory that passes it, and not before", async () => {
    let passed = 0;
    for (const seed of seeds) {
      const log = await toyLog(mctsUct, { knobs: { n: 64, endGate: 0.6 }, seed });
      const tree = fold(log);
      const answer = nodeOf(tree, tree.answer?.node ?? 0);
      const gated = answer.verdicts.filter(({ reason }) => reason.includes("passes the end gate"));
      const came = log.flatMap((event) =>
        event.type === "keep" && event.reason.includes("comes to this end") ? event.nodes : [],
      );
      const over = came.filter((id) => (nodeOf(tree, id).score ?? 0) >= 0.6);
      expect(over).toEqual(gated.length > 0 ? [answer.id] : []);
      if (gated.length > 0) expect(tree.votes).toEqual([]);
      passed += gated.length;
    }
    expect(passed).toBeGreaterThan(0);
  });

  test("what only looked ahead finishes nothing and is dropped", async () => {
    const tree = fold(await toyLog(mctsUct, { knobs, seed: 7 }));
    const probes = tree.nodes.filter(onlyLooks);
    expect(probes.some((node) => node.end === "eos")).toBe(true);
    expect(probes.every((node) => node.finish === null && node.status === "pruned")).toBe(true);
    expect(finishedOf(tree).length).toBeGreaterThan(0);
  });
});
