import { describe, expect, test } from "vitest";
import type { SearchEvent } from "../events.ts";
import { toldVerifier } from "../fixtures/told.ts";
import { toyLog } from "../fixtures/toy.ts";
import { pathTo } from "../path.ts";
import { fold, nodeOf, type Tree } from "../tree.ts";
import { beam } from "./beam.ts";
import { dvts } from "./dvts.ts";

const rounds = (log: SearchEvent[]) =>
  log.flatMap((event) => (event.type === "expand" ? [event.nodes.map(({ id }) => id)] : []));

const firstKept = (log: SearchEvent[], count: number) =>
  log
    .flatMap((event) => (event.type === "keep" ? event.nodes : []))
    .slice(0, count)
    .sort((a, b) => a - b);

describe("diverse verifier tree search", () => {
  test("each tree keeps its own best, where beam search keeps the best of all", async () => {
    // Two trees: nodes 1 and 2, nodes 3 and 4. The second tree's worse is better than the first's best.
    const run = { knobs: { n: 4, width: 2 }, verifier: toldVerifier([0.3, 0.6, 0.9, 0.8]) };
    expect(firstKept(await toyLog(dvts, run), 2)).toEqual([2, 3]);
    const beams = { ...run, knobs: { ...run.knobs, dedup: "keep" } };
    expect(firstKept(await toyLog(beam, beams), 2)).toEqual([3, 4]);
  });

  test.each([
    [16, 4, 4, 4],
    [8, 2, 4, 2],
    [7, 3, 2, 3], // 3 does not divide 7
    [3, 5, 1, 3], // 5 is more than 3
    [4, 1, 4, 1],
  ])("n = %i, m = %i: %i trees of %i samples a round, never mixed", async (n, width, trees, m) => {
    for (let seed = 0; seed < 12; seed++) {
      const log = await toyLog(dvts, { knobs: { n, width, maxStepTokens: 11 }, seed });
      const tree = fold(log);
      const tips: (number | null)[] = new Array(trees).fill(0);
      for (const ids of rounds(log)) {
        const growing = tips.flatMap((tip, name) => (tip === null ? [] : [name]));
        expect(ids).toHaveLength(growing.length * m);
        for (const [row, name] of growing.entries()) {
          const samples = ids.slice(row * m, (row + 1) * m).map((id) => nodeOf(tree, id));
          expect(samples.map((node) => node.parent)).toEqual(new Array(m).fill(tips[name]));
          expect(samples.map((node) => treeOf(tree, node.id, m))).toEqual(new Array(m).fill(name));
          const scores = samples.map((node) => node.score ?? 0);
          const best = samples[scores.indexOf(Math.max(...scores))];
          expect(best?.verdicts[0]?.kept).toBe(true);
          tips[name] = best?.finish ? null : (best?.id ?? null);
        }
      }
      expect(tips).toEqual(new Array(trees).fill(null));
    }
  });

  test("reads as sentences with the numbers", async () => {
    const verifier = toldVerifier([0.3, 0.6, 0.9, 0.9]);
    const log = await toyLog(dvts, { knobs: { n: 4, width: 2 }, verifier });
    const reasons = log.flatMap((e) => (e.type === "keep" || e.type === "prune" ? [e.reason] : []));
    expect(reasons.slice(0, 4)).toEqual([
      "kept: score 0.60 is the best of 2 in tree 1",
      "dropped: score 0.30; the best of 2 in tree 1 has 0.60",
      "kept: score 0.90 is the best of 2 in tree 2",
      "dropped: score 0.90; the best of 2 in tree 2 has 0.90, and is older",
    ]);
  });
});

/** By its first step: the first m nodes begin tree 0, the next m tree 1, and so on. */
const treeOf = (tree: Tree, id: number, m: number): number =>
  Math.floor(((pathTo(tree, id)[0]?.id ?? 0) - 1) / m);
