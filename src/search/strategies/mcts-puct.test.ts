import { describe, expect, test } from "vitest";
import type { SearchLog } from "../events.ts";
import { replay } from "../fixtures/replay.ts";
import { toyLog } from "../fixtures/toy.ts";
import { finishedOf } from "../path.ts";
import { fold, measureOf, nodeOf, type Tree } from "../tree.ts";
import { mctsPuct, priors, puctBonus } from "./mcts-puct.ts";

const knobs = { n: 24, branch: 4 };
const seeds = Array.from({ length: 12 }, (_, seed) => seed);

/** P of a node among its siblings, from the definition. */
function priorOf(tree: Tree, id: number, siblings: readonly number[]): number {
  const odds = siblings.map((sibling) => {
    const { logprob, tokens } = nodeOf(tree, sibling);
    return Math.exp(logprob / tokens.length);
  });
  return (odds[siblings.indexOf(id)] ?? 0) / odds.reduce((sum, one) => sum + one, 0);
}

const replayed = (tree: Tree) =>
  replay(tree, (so) => ({
    simulations: 24,
    joins: () => true,
    value: (leaf) => nodeOf(tree, leaf).score ?? 0,
    q: (_, values) => values.reduce((sum, value) => sum + value, 0) / values.length,
    bonus: (parent, child, siblings) =>
      priorOf(tree, child, siblings) *
      (Math.sqrt(so.visits(parent)) / (so.visits(child) + 1)) *
      (Math.log((so.visits(parent) + 19652 + 1) / 19652) + 1.25),
  }));

const expansions = (log: SearchLog): number[] =>
  log.flatMap((event) => (event.type === "expand" ? [event.nodes[0]?.parent ?? -1] : []));

describe("MCTS with PUCT", () => {
  test("has the published bonus and prior", () => {
    // 0.5 · √3 / 2 · [ln(19656 / 19652) + 1.25]
    expect(puctBonus(0.5, 3, 1, 1.25)).toBeCloseTo(0.541354, 6);
    expect(puctBonus(0.5, 0, 0, 1.25)).toBe(0);
    const [likely, unlikely] = priors([
      { logprob: -2, tokens: [1, 2, 3, 4] },
      { logprob: -1, tokens: [5] },
    ]);
    expect(likely).toBeCloseTo(0.606531 / 0.97441, 5);
    expect(unlikely).toBeCloseTo(0.367879 / 0.97441, 5);
  });

  test("selects down the whole tree by Q + bonus, as done again from the definition", async () => {
    let deepest = 0;
    for (const seed of seeds) {
      const log = await toyLog(mctsPuct, { knobs, seed });
      const tree = fold(log);
      const so = replayed(tree);
      expect(expansions(log)).toEqual(so.expanded);
      const ends = log.flatMap((event) =>
        event.type === "keep" && event.reason.includes("comes to this end") ? event.nodes : [],
      );
      expect(ends).toEqual(so.ends);
      for (const id of so.expanded.flatMap((parent) => so.childrenOf(parent))) {
        const node = nodeOf(tree, id);
        expect(measureOf(node, "visits")).toBe(so.visits(id));
        expect(measureOf(node, "q")).toBeCloseTo(so.q(id), 9);
        const siblings = so.childrenOf(node.parent ?? -1);
        expect(measureOf(node, "prior")).toBeCloseTo(priorOf(tree, id, siblings), 9);
        if (so.visits(id) > 1) deepest = Math.max(deepest, node.depth);
      }
    }
    expect(deepest).toBeGreaterThan(2);
  });

  test("visits are the children's and those as a leaf, at most one before it is expanded", async () => {
    for (const seed of seeds) {
      const tree = fold(await toyLog(mctsPuct, { knobs, seed }));
      const so = replayed(tree);
      const visitsOf = (id: number): number => measureOf(nodeOf(tree, id), "visits") ?? 0;
      for (const id of so.expanded) {
        const below = so.childrenOf(id).reduce((sum, child) => sum + visitsOf(child), 0);
        expect(visitsOf(id) - below).toBe(so.leaves.get(id) ?? 0);
        expect(visitsOf(id) - below).toBeLessThanOrEqual(id === 0 ? 0 : 1);
      }
      for (const { measures } of tree.nodes)
        for (const { quantity, value } of measures)
          if (quantity === "q" || quantity === "prior") {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
          }
    }
  });

  test("a rollout ends, is worth its end's score, and may answer", async () => {
    const log = await toyLog(mctsPuct, { knobs: { n: 1, branch: 2, rollout: "end" }, seed: 7 });
    const tree = fold(log);
    const [end] = finishedOf(tree);
    expect(measureOf(nodeOf(tree, 0), "q")).toBe(end?.score);
    expect(end?.measures).toEqual([]);
    expect(tree.answer?.node).toBe(end?.id);
  });

  test("an end that a cap cut off is worth nothing", async () => {
    const tree = fold(await toyLog(mctsPuct, { knobs: { n: 6, maxSteps: 1 } }));
    expect(measureOf(nodeOf(tree, 0), "q")).toBe(0);
    expect(tree.answer?.answer).toBeNull();
  });

  test("carries the best leaf to its end when no trajectory has ended", async () => {
    const log = await toyLog(mctsPuct, { knobs: { n: 1 }, seed: 2 });
    const tree = fold(log);
    const first = tree.nodes.filter((node) => node.depth === 1);
    const best = first.reduce((top, node) => ((node.score ?? 0) > (top.score ?? 0) ? node : top));
    expect(best.verdicts.map(({ reason }) => reason)).toContainEqual(
      expect.stringMatching(/^kept: no trajectory has ended, so that of the highest Q \(0\.\d\d\)/),
    );
    expect(finishedOf(tree)).toHaveLength(1);
  });

  test("stops when nothing is left to expand", async () => {
    const log = await toyLog(mctsPuct, { knobs: { n: 200, temperature: 0 } });
    expect(expansions(log).length).toBeLessThan(6);
  });

  test("reads as sentences with the numbers", async () => {
    const log = await toyLog(mctsPuct, { knobs, seed: 7 });
    const reasons = log.flatMap((event) => (event.type === "keep" ? [event.reason] : []));
    expect(reasons[0]).toMatch(
      /^kept: simulation 1 goes on to it \(Q 0\.\d\d \+ bonus 0\.00 is the most of \d\), and backs up 0\.\d\d$/,
    );
    expect(reasons[1]).toMatch(
      /^kept: simulation 2 expands this node \(Q 0\.\d\d \+ bonus 0\.\d\d is the most of \d\)$/,
    );
  });
});
