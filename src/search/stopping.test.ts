import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SearchLog } from "./events.ts";
import { toyLog } from "./fixtures/toy.ts";
import { finishedOf } from "./path.ts";
import { batches, leadProbability } from "./stopping.ts";
import { bestOfN } from "./strategies/best-of-n.ts";
import { majority } from "./strategies/majority.ts";
import { fold } from "./tree.ts";

const seeds = Array.from({ length: 16 }, (_, seed) => seed);

const stopReasons = (log: SearchLog): string[] =>
  log.flatMap((event) =>
    event.type === "keep" && event.reason.includes("sampling stops") ? [event.reason] : [],
  );

/** ∫ from ½ to 1 of x^a (1 − x)^b over that from 0, by Simpson's rule: the definition. */
function integrated(a: number, b: number): number {
  const simpson = (from: number, to: number): number => {
    const n = 400;
    const h = (to - from) / n;
    const f = (x: number): number => x ** a * (1 - x) ** b;
    let sum = f(from) + f(to);
    for (let i = 1; i < n; i++) sum += f(from + i * h) * (i % 2 === 0 ? 2 : 4);
    return (sum * h) / 3;
  };
  return simpson(0.5, 1) / simpson(0, 1);
}

/** Votes from the most down, of the first so many trajectories; how many of them have none. */
function votesAmong(log: SearchLog, first: number): number[] {
  const votes = new Map<string, number>();
  for (const { finish } of finishedOf(fold(log)).slice(0, first))
    if (finish?.answer != null) votes.set(finish.answer, (votes.get(finish.answer) ?? 0) + 1);
  return [...votes.values()].sort((a, b) => b - a);
}

describe("the probability that the lead is real", () => {
  test.each([
    // 1 − P(B(5, ½) = 5), and so on by hand.
    [4, 0, 31 / 32],
    [3, 0, 15 / 16],
    [1, 0, 3 / 4],
    [5, 1, 120 / 128],
    [6, 1, 247 / 256],
    [0, 0, 1 / 2],
    [7, 7, 1 / 2],
  ])("of %i votes to %i is %f", (first, second, probability) => {
    expect(leadProbability(first, second)).toBeCloseTo(probability, 12);
  });

  test("is the incomplete beta function's", () => {
    const votes = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(votes, votes, (first, second) => {
        expect(leadProbability(first, second)).toBeCloseTo(integrated(first, second), 6);
      }),
    );
    expect(leadProbability(256, 256)).toBeCloseTo(0.5, 9);
  });
});

test("looks every so many trajectories, or whenever they have doubled", () => {
  expect(batches({ stop: "never" }, 10)).toEqual([10]);
  expect(batches({ stop: "beta", stopEvery: 4 }, 10)).toEqual([4, 4, 2]);
  expect(batches({ stop: "threshold", stopEvery: 1 }, 3)).toEqual([1, 1, 1]);
  expect(batches({ stop: "doubling" }, 20)).toEqual([2, 2, 4, 8, 4]);
  expect(batches({ stop: "doubling" }, 1)).toEqual([1]);
});

describe("adaptive stopping", () => {
  test("beta stops at the first look at which the lead is likely enough", async () => {
    let early = 0;
    for (const seed of seeds) {
      const knobs = { n: 24, stop: "beta", stopEvery: 3, confidence: 0.9 };
      const log = await toyLog(majority, { knobs, seed });
      const sampled = finishedOf(fold(log)).length;
      const likely = (first: number): boolean => {
        const [lead = 0, next = 0] = votesAmong(log, first);
        return lead > 0 && integrated(lead, next) >= 0.9;
      };
      for (let look = 3; look < sampled; look += 3) expect(likely(look)).toBe(false);
      expect(stopReasons(log)).toHaveLength(sampled < 24 ? 1 : 0);
      if (sampled === 24) continue;
      early++;
      expect(sampled % 3).toBe(0);
      expect(likely(sampled)).toBe(true);
    }
    expect(early).toBeGreaterThan(5);
    expect(early).toBeLessThan(seeds.length);
  });

  test("doubling stops at a power of two with three quarters of one answer", async () => {
    const counts = new Set<number>();
    for (const seed of seeds) {
      const knobs = { n: 16, stop: "doubling" };
      const log = await toyLog(majority, { knobs, seed, models: { skill: 0.85 } });
      const sampled = finishedOf(fold(log)).length;
      const agreed = (first: number) => (votesAmong(log, first)[0] ?? 0) >= 0.75 * first;
      for (let look = 2; look < sampled; look *= 2) expect(agreed(look)).toBe(false);
      if (sampled < 16) expect(agreed(sampled)).toBe(true);
      counts.add(sampled);
    }
    for (const count of counts) expect([2, 4, 8, 16]).toContain(count);
    expect(counts.size).toBeGreaterThan(2);
  });

  test("threshold stops with the batch in which a trajectory passes, and that one answers", async () => {
    let early = 0;
    for (const seed of seeds) {
      const knobs = { n: 12, stop: "threshold", threshold: 0.75, stopEvery: 2 };
      const tree = fold(await toyLog(bestOfN, { knobs, seed }));
      const scores = finishedOf(tree).map(({ finish }) => finish?.aggregate?.score ?? 0);
      const first = scores.findIndex((score) => score >= 0.75);
      expect(scores).toHaveLength(first < 0 ? 12 : 2 * Math.floor(first / 2) + 2);
      if (scores.length === 12) continue;
      early++;
      expect(tree.nodes[tree.answer?.node ?? 0]?.finish?.aggregate?.score).toBe(
        Math.max(...scores),
      );
    }
    expect(early).toBeGreaterThan(5);
  });

  test("says why in a sentence with the numbers", async () => {
    const reasonOf = async (knobs: Record<string, number | string>) =>
      stopReasons(
        await toyLog(bestOfN, {
          knobs: { temperature: 0, threshold: 0.5, ...knobs },
          models: { skill: 0.9 },
        }),
      );
    expect(await reasonOf({ stop: "beta" })).toEqual([
      "kept: sampling stops after 4 of at most 16 trajectories; 24 has 4 votes, the next answer 0: it is the likeliest with probability 0.97, and 0.95 is enough",
    ]);
    expect(await reasonOf({ stop: "doubling" })).toEqual([
      "kept: sampling stops after 2 of at most 16 trajectories; 24 is the answer of 2, a share of 1.00, and 0.75 is enough",
    ]);
    expect(await reasonOf({ stop: "threshold", stopEvery: 1 })).toEqual([
      expect.stringMatching(
        /^kept: sampling stops after 1 of at most 16 trajectories; score 0\.\d\d passes 0\.50$/,
      ),
    ]);
    expect(await reasonOf({ stop: "never" })).toEqual([]);
  });

  test("has no score to stop by without a verifier", () => {
    const stop = majority.knobs.find((knob) => knob.id === "stop");
    const values = stop?.kind === "choice" ? stop.options.map(({ value }) => value) : [];
    expect(values).toEqual(["never", "beta", "doubling"]);
    expect(majority.knobs.map((knob) => knob.id)).not.toContain("threshold");
  });
});
