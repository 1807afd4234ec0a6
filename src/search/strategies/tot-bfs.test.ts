import { describe, expect, test } from "vitest";
import type { SearchLog } from "../events.ts";
import { toyLog } from "../fixtures/toy.ts";
import { stepsTo } from "../path.ts";
import { fold, measureOf, nodeOf, type Tree } from "../tree.ts";
import { totBfs } from "./tot-bfs.ts";

const seeds = Array.from({ length: 12 }, (_, seed) => seed);

/** After each level: who was kept, and the first to be dropped, by the run's own account. */
const levels = (log: SearchLog) =>
  log.flatMap((event, i) => {
    const vote = log.findIndex(({ type }) => type === "vote");
    return event.type === "keep" && (vote < 0 || i < vote) ? [event.nodes] : [];
  });

/** Algorithm 1 done again on the tree: the states kept at each level. */
function breadthFirst(tree: Tree, breadth: number, worthOf: (id: number) => number): number[][] {
  const rounds: number[][] = [];
  let states = [0];
  for (;;) {
    const open = states.filter((id) => nodeOf(tree, id).finish === null);
    if (open.length === 0) return rounds;
    const texts = new Map<string, number>();
    for (const child of open.flatMap((id) => nodeOf(tree, id).children)) {
      const text = stepsTo(tree, child).join("\n");
      if (!texts.has(text)) texts.set(text, child);
    }
    const level = [...states.filter((id) => !open.includes(id)), ...texts.values()];
    states = level.sort((a, b) => worthOf(b) - worthOf(a) || a - b).slice(0, breadth);
    rounds.push([...states].sort((a, b) => a - b));
  }
}

describe("Tree of Thoughts, breadth first", () => {
  test("keeps the b best-scored of each level, ended ones among them, until all have ended", async () => {
    let places = 0;
    for (const seed of seeds) {
      const log = await toyLog(totBfs, { knobs: { branch: 4, breadth: 3 }, seed });
      const tree = fold(log);
      const expected = breadthFirst(tree, 3, (id) => nodeOf(tree, id).score ?? 0);
      expect(levels(log)).toEqual(expected);
      const last = expected.at(-1)?.map((id) => nodeOf(tree, id)) ?? [];
      expect(last.every((node) => node.finish !== null)).toBe(true);
      places += expected.flat().length - new Set(expected.flat()).size;
    }
    // Somewhere an ended state kept its place at the next level.
    expect(places).toBeGreaterThan(0);
  });

  test("samples k steps from each state kept that has not ended", async () => {
    const log = await toyLog(totBfs, { knobs: { branch: 4, breadth: 2 }, seed: 3 });
    const tree = fold(log);
    const [first, ...later] = log.flatMap((event) => (event.type === "expand" ? [event] : []));
    expect(first?.nodes).toHaveLength(4);
    const kept = levels(log);
    later.forEach(({ nodes }, i) => {
      const open = (kept[i] ?? []).filter((id) => nodeOf(tree, id).finish === null);
      expect(nodes.map((node) => node.parent)).toEqual(open.flatMap((id) => [id, id, id, id]));
    });
  });

  test("by votes, a state is worth the share of samples that read as it does", async () => {
    for (const seed of seeds) {
      const knobs = { branch: 5, breadth: 2, value: "vote" };
      const log = await toyLog(totBfs, { knobs, seed });
      const tree = fold(log);
      const votesOf = (id: number): number => {
        const { parent, text } = nodeOf(tree, id);
        const siblings = nodeOf(tree, parent ?? 0).children.map((one) => nodeOf(tree, one).text);
        return siblings.filter((other) => other === text).length / 5;
      };
      expect(levels(log)).toEqual(breadthFirst(tree, 2, votesOf));
      const voted = tree.nodes.filter((node) => measureOf(node, "value") !== null);
      for (const node of voted) expect(measureOf(node, "value")).toBe(votesOf(node.id));
      for (const { children } of tree.nodes.filter((node) => node.children.length > 0)) {
        const shares = children.map((id) => measureOf(nodeOf(tree, id), "value") ?? 0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      }
    }
  });

  test("reads as sentences with the numbers", async () => {
    const knobs = { branch: 5, breadth: 2, value: "vote" };
    const log = await toyLog(totBfs, { knobs, seed: 7 });
    const reasons = log.flatMap((e) => (e.type === "keep" || e.type === "prune" ? [e.reason] : []));
    expect(reasons[0]).toMatch(/^kept: among the best 2 of \d \(vote share/);
    expect(reasons[1]).toMatch(
      /^dropped: vote share.*; only the best 2 of \d went on \(vote share.*\)$/,
    );
  });
});
