import { describe, expect, test } from "vitest";
import { aggregate } from "../aggregate.ts";
import type { SearchEvent } from "../events.ts";
import { toldVerifier } from "../fixtures/told.ts";
import { toyLog } from "../fixtures/toy.ts";
import { finishedOf, scoresTo, stepsTo } from "../path.ts";
import { fold, ledgerOf, measureOf, nodeOf, type Tree, type TreeNode } from "../tree.ts";
import { beam } from "./beam.ts";
import { lookahead } from "./lookahead.ts";

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed);

const isProbe = (node: TreeNode | undefined): boolean =>
  node?.verdicts.some(({ reason }) => reason.includes("only looked ahead")) ?? false;

/** The node and the probes that look ahead of it. */
function trailOf(tree: Tree, node: TreeNode): TreeNode[] {
  const next = node.children.map((id) => nodeOf(tree, id)).find(isProbe);
  return next ? [node, ...trailOf(tree, next)] : [node];
}

const judgedOf = (tree: Tree): TreeNode[] =>
  tree.nodes.filter((node) => measureOf(node, "value") !== null);

describe("lookahead search", () => {
  test("with k = 0 is beam search, event for event", async () => {
    for (const seed of SEEDS) {
      const knobs = { n: 8, width: 2 };
      const [, ...own] = await toyLog(lookahead, { knobs: { ...knobs, lookahead: 0 }, seed });
      const [, ...beams] = await toyLog(beam, { knobs, seed });
      expect(own).toEqual(beams);
    }
  });

  test("keeps the step that leads further, not the one that scores best itself", async () => {
    // Steps 1 and 2, of which one is kept; with k = 1 nodes 3 and 4 look ahead of them.
    const verifier = toldVerifier([0.9, 0.4, 0.2, 0.7]);
    const knobs = { n: 2, width: 2, dedup: "keep" };
    const kept = async (k: number) => {
      const log = await toyLog(lookahead, { knobs: { ...knobs, lookahead: k }, verifier });
      return log.find((event) => event.type === "keep");
    };
    expect(await kept(0)).toMatchObject({
      nodes: [1],
      reason: "kept: score 0.90 is the best of 2",
    });
    expect(await kept(1)).toMatchObject({
      nodes: [2],
      reason: "kept: value 0.70 is the best of 2",
    });
  });

  test.each([1, 2, 3])("k = %i: a value is the score where the probes end", async (k) => {
    for (const seed of SEEDS) {
      const knobs = { n: 8, width: 2, lookahead: k, aggregation: "mean" };
      const tree = fold(await toyLog(lookahead, { knobs, seed }));
      expect(judgedOf(tree).length).toBeGreaterThan(0);
      for (const node of judgedOf(tree)) {
        const trail = trailOf(tree, node);
        const tip = trail.at(-1) ?? node;
        expect(measureOf(node, "value")).toBe(aggregate("mean", scoresTo(tree, tip.id) ?? []));
        if (tip.end === "step") expect(trail).toHaveLength(k + 1);
        else expect(trail.length).toBeLessThanOrEqual(k + 1);
      }
    }
  });

  test("the kept are those of the highest value", async () => {
    for (const seed of SEEDS) {
      const log = await toyLog(lookahead, { knobs: { n: 12, width: 4, lookahead: 2 }, seed });
      for (const [i, event] of log.entries()) {
        if (event.type !== "measure") continue;
        const ranked = [...event.values].sort((a, b) => b.value - a.value || a.node - b.node);
        const best = ranked.slice(0, 3).map(({ node }) => node);
        const next = log.slice(i).find((later) => later.type === "keep");
        expect(next?.nodes).toEqual(best.sort((a, b) => a - b));
      }
    }
  });

  test("probes are greedy, end nothing and are thrown away", async () => {
    const greedy = new Map<string, string>();
    for (const seed of SEEDS) {
      const knobs = { n: 8, width: 2, lookahead: 2, temperature: 2 };
      const tree = fold(await toyLog(lookahead, { knobs, seed }));
      for (const node of tree.nodes.filter(isProbe)) {
        const before = stepsTo(tree, node.parent ?? 0).join("\n");
        expect(node.text).toBe(greedy.get(before) ?? node.text);
        greedy.set(before, node.text);
        expect(node).toMatchObject({ status: "pruned", finish: null });
        expect(node.children.every((id) => isProbe(tree.nodes[id]))).toBe(true);
      }
      expect(finishedOf(tree)).toHaveLength(ledgerOf(tree).completions);
    }
    expect(greedy.size).toBeGreaterThan(5);
  });

  test("says of a probe what it was for, also when the budget ends it", async () => {
    const knobs = { n: 4, width: 2, lookahead: 3, dedup: "keep" };
    const budget = { currency: "policyTokens", limit: 80 } as const;
    const reasons = (log: SearchEvent[]) =>
      log.flatMap((event) => (event.type === "prune" ? [event.reason] : []));
    const whole = reasons(await toyLog(lookahead, { knobs }));
    expect(whole[0]).toMatch(
      /^dropped: it only looked ahead of node 1, whose value is now 0\.\d\d$/,
    );
    const broken = reasons(await toyLog(lookahead, { knobs, budget }));
    expect(broken).toContain("dropped: it only looked ahead of node 1");
  });
});
