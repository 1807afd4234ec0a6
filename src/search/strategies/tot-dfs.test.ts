import { describe, expect, test } from "vitest";
import type { SearchLog } from "../events.ts";
import { toyLog } from "../fixtures/toy.ts";
import { finishedOf, stepsTo } from "../path.ts";
import { fold, nodeOf, type Tree } from "../tree.ts";
import { totDfs } from "./tot-dfs.ts";

const seeds = Array.from({ length: 30 }, (_, seed) => seed);
const knobs = { n: 12, branch: 3, threshold: 0.5 };

const expansions = (log: SearchLog): number[] =>
  log.flatMap((event) => (event.type === "expand" ? [event.nodes[0]?.parent ?? -1] : []));

/** Algorithm 2 done again on the tree: the states expanded, and the end accepted. */
function depthFirst(tree: Tree, least: number, n: number) {
  const expanded: number[] = [];
  let completions = 0;
  const visit = (state: number): number | null => {
    expanded.push(state);
    const { children } = nodeOf(tree, state);
    completions += children.filter((id) => nodeOf(tree, id).finish !== null).length;
    const texts = new Map(
      children.toReversed().map((id) => [stepsTo(tree, id).join("\n"), nodeOf(tree, id)]),
    );
    const ranked = [...texts.values()].sort(
      (a, b) => (b.score ?? 0) - (a.score ?? 0) || a.id - b.id,
    );
    for (const child of ranked) {
      if ((child.score ?? 0) < least) continue;
      if (child.finish !== null) return child.id;
      if (completions >= n) return null;
      const accepted = visit(child.id);
      if (accepted !== null) return accepted;
    }
    return null;
  };
  return { accepted: visit(0), expanded };
}

describe("Tree of Thoughts, depth first", () => {
  test("goes best first, prunes below the threshold, comes back and stops at the first end that passes", async () => {
    let accepted = 0;
    for (const seed of seeds) {
      const log = await toyLog(totDfs, { knobs, seed });
      const tree = fold(log);
      const expected = depthFirst(tree, 0.5, 12);
      expect(expansions(log)).toEqual(expected.expanded);
      if (expected.accepted !== null) expect(tree.answer?.node).toBe(expected.accepted);
      else expect(tree.answer?.answer).toBe(bestAnswer(tree));
      accepted += expected.accepted === null ? 0 : 1;
      for (const { score, children } of tree.nodes)
        if (children.length > 0) expect(score ?? 1).toBeGreaterThanOrEqual(0.5);
    }
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(seeds.length);
  });

  test("backtracking shows in the reasons", async () => {
    const logs = await Promise.all(seeds.map((seed) => toyLog(totDfs, { knobs, seed })));
    const reasons = logs
      .flat()
      .flatMap((event) => (event.type === "keep" || event.type === "prune" ? [event.reason] : []));
    expect(reasons).toContainEqual(
      expect.stringMatching(/^dropped: nothing below it was accepted; back to node \d+$/),
    );
    expect(reasons).toContainEqual(
      expect.stringMatching(
        /^kept: the search came back from node \d+ to node \d+; next best, score 0\.\d\d passes 0\.50/,
      ),
    );
    expect(reasons).toContainEqual(
      expect.stringMatching(/^dropped: score 0\.\d\d, below the threshold of 0\.50$/),
    );
  });

  test("gives up once n trajectories have ended", async () => {
    for (const seed of seeds) {
      const run = { knobs: { n: 3, branch: 2, threshold: 0.3 }, seed };
      const log = await toyLog(totDfs, run);
      const tree = fold(log);
      expect(expansions(log)).toEqual(depthFirst(tree, 0.3, 3).expanded);
      const before = fold(
        log.slice(
          0,
          log.findLastIndex((event) => event.type === "expand"),
        ),
      );
      expect(finishedOf(before).length).toBeLessThan(3);
    }
  });
});

function bestAnswer(tree: Tree): string | null {
  const ended = finishedOf(tree).filter((node) => node.end === "eos");
  const best = ended.sort((a, b) => (b.score ?? 0) - (a.score ?? 0))[0];
  return best?.finish?.answer ?? null;
}
