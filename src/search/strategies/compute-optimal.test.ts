import { describe, expect, test } from "vitest";
import type { SearchLog } from "../events.ts";
import { toldVerifier } from "../fixtures/told.ts";
import { toyLog } from "../fixtures/toy.ts";
import { finishedOf } from "../path.ts";
import { fold, measureOf, nodeOf } from "../tree.ts";
import { binOf, computeOptimal, DIFFICULTY_BINS } from "./compute-optimal.ts";

const knobs = { n: 12, estimateFrom: 4, width: 2, dedup: "keep" };
const told = (score: number) => toldVerifier(Array(500).fill(score));

/** The index of the event that says how the rest is spent. */
const turn = (log: SearchLog): number =>
  log.findIndex((event) => event.type === "keep" && event.reason.includes("difficulty"));

const beams = (log: SearchLog): SearchLog =>
  log.filter((event) => event.type === "keep" && event.reason.includes("among the best"));

describe("compute-optimal", () => {
  test.each([
    [1, 1],
    [0.8, 1],
    [0.79, 2],
    [0.38, 3],
    [0.1, 4],
    [0, 5],
  ])("an estimate of %f is difficulty %i", (estimate, bin) => {
    expect(binOf(estimate)).toEqual({ bin, method: DIFFICULTY_BINS[bin - 1]?.method });
  });

  test("estimates from the first k trajectories alone, by their last steps", async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const log = await toyLog(computeOptimal, { knobs: { ...knobs, aggregation: "min" }, seed });
      const before = fold(log.slice(0, turn(log)));
      const ends = finishedOf(before);
      expect(ends).toHaveLength(4);
      const mean = ends.reduce((sum, node) => sum + (node.score ?? 0), 0) / 4;
      expect(measureOf(nodeOf(before, 0), "value")).toBeCloseTo(mean, 12);
    }
  });

  test("an easy problem is sampled on, and costs n completions", async () => {
    const log = await toyLog(computeOptimal, { knobs, verifier: told(0.9) });
    expect(log[turn(log)]).toMatchObject({
      reason:
        "kept: 4 trajectories came to a mean score of 0.90, which is difficulty 1 of 5; the other 8 are sampled apart",
    });
    const tree = fold(log);
    expect(finishedOf(tree)).toHaveLength(12);
    expect(nodeOf(tree, 0).children).toHaveLength(12);
    expect(beams(log)).toEqual([]);
  });

  test("a problem of middle difficulty goes on as beam search over n − k beams, and all vote", async () => {
    const log = await toyLog(computeOptimal, { knobs, verifier: told(0.3) });
    const [next] = log.slice(turn(log) + 1).filter((event) => event.type === "expand");
    expect(next?.nodes.map((node) => node.parent)).toEqual(Array(8).fill(0));
    expect(beams(log).length).toBeGreaterThan(0);
    const tree = fold(log);
    const votes = tree.votes[0]?.tally.reduce((sum, line) => sum + line.count, 0);
    expect(finishedOf(tree).length).toBeGreaterThan(4);
    expect(votes).toBe(finishedOf(tree).length);
  });

  test.each([
    ["beam", 0.9],
    ["best-of-n", 0.3],
  ])("the rest is spent as %s where that is asked for", async (spend, score) => {
    const log = await toyLog(computeOptimal, { knobs: { ...knobs, spend }, verifier: told(score) });
    expect(beams(log).length > 0).toBe(spend === "beam");
  });

  test("trajectories that were cut off count for nothing", async () => {
    const log = await toyLog(computeOptimal, {
      knobs: { ...knobs, maxSteps: 1 },
      verifier: told(0.9),
    });
    expect(measureOf(nodeOf(fold(log), 0), "value")).toBe(0);
  });

  test("with no trajectory left there is nothing to estimate for", async () => {
    const log = await toyLog(computeOptimal, { knobs: { ...knobs, n: 4 } });
    expect(turn(log)).toBe(-1);
    expect(fold(log).answer?.answer).not.toBeNull();
  });
});
