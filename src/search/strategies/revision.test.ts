import { describe, expect, test } from "vitest";
import { toyLog } from "../fixtures/toy.ts";
import { finishedOf, pathTo } from "../path.ts";
import { fold, nodeOf, type TreeNode } from "../tree.ts";
import { revision, suspectOn } from "./revision.ts";

const seeds = Array.from({ length: 20 }, (_, seed) => seed);

async function pathOfScores(scores: readonly number[]): Promise<TreeNode[]> {
  const tree = fold(await toyLog(revision, { knobs: { n: 1 }, seed: 7 }));
  const some = nodeOf(tree, 1);
  return scores.map((score, i) => ({ ...some, id: i + 1, parent: i, score }));
}

describe("sequential revision", () => {
  test.each([
    { scores: [0.9, 0.4, 0.8], step: 2, by: "the first below the threshold" },
    { scores: [0.3, 0.1, 0.8], step: 1, by: "the first below, not the lowest" },
    { scores: [0.9, 0.95, 0.6], step: 3, by: "the greatest fall" },
    { scores: [0.6, 0.5, 0.7], step: 1, by: "the fall from 1 before the first step" },
    { scores: [0.75, 0.5, 0.7], step: 1, by: "the earlier of equal falls" },
  ])("suspects step $step of $scores: $by", async ({ scores, step }) => {
    expect(suspectOn(await pathOfScores(scores), 0.5).node.id).toBe(step);
  });

  test("each round samples anew from before the suspect of the best trajectory so far", async () => {
    const depths = new Set<number>();
    for (const seed of seeds) {
      const tree = fold(await toyLog(revision, { knobs: { n: 8, threshold: 0.5 }, seed }));
      const ends = finishedOf(tree);
      expect(ends).toHaveLength(8);
      let best = ends[0];
      let oldest = (best?.id ?? 0) + 1;
      for (const end of ends.slice(1)) {
        const start = pathTo(tree, end.id).find((node) => node.id >= oldest);
        const suspect = suspectOn(pathTo(tree, best?.id ?? 0), 0.5).node;
        expect(start?.parent).toBe(suspect.parent);
        depths.add(suspect.depth);
        oldest = end.id + 1;
        if ((end.score ?? 0) > (best?.score ?? 0)) best = end;
      }
      expect(tree.answer?.node).toBe(best?.id);
      // What is before the cut is not sampled again.
      const steps = ends.reduce((sum, end) => sum + end.depth, 0);
      expect(tree.nodes.length - 1).toBeLessThanOrEqual(steps);
    }
    expect(depths.size).toBeGreaterThan(1);
  });

  test("revises the best trajectory that ended by itself, not one that was cut off", async () => {
    for (const seed of seeds) {
      const knobs = { n: 6, maxSteps: 3 };
      const tree = fold(await toyLog(revision, { knobs, seed, models: { skill: 0.3 } }));
      const ended = finishedOf(tree).filter((node) => node.end === "eos");
      const scores = ended.map((node) => node.score ?? 0);
      const answer = tree.answer?.node ?? null;
      expect(answer === null ? null : nodeOf(tree, answer).score).toBe(
        ended.length === 0 ? null : Math.max(...scores),
      );
    }
  });

  test("reads as sentences with the numbers", async () => {
    const log = await toyLog(revision, { knobs: { n: 8, threshold: 0.5 }, seed: 7 });
    const reasons = log.flatMap((e) => (e.type === "keep" || e.type === "prune" ? [e.reason] : []));
    expect(reasons[0]).toBe(
      "kept: round 2 goes on from here; no step scores below 0.50, and the greatest fall is at node 1 (1.00 to 0.61)",
    );
    expect(reasons[1]).toBe("dropped: round 2 comes to score 0.34; the best so far has 0.52");
    expect(reasons[3]).toBe("kept: round 3 comes to score 0.76, the best so far");
  });
});
