import { describe, expect, test } from "vitest";
import type { SearchEvent } from "../events.ts";
import { toldVerifier } from "../fixtures/told.ts";
import { toyLog } from "../fixtures/toy.ts";
import { finishedOf } from "../path.ts";
import { draw } from "../rng.ts";
import { fold, ledgerOf, nodeOf, type Tree } from "../tree.ts";
import { particleFiltering } from "./particle-filtering.ts";

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

const parentsOf = (log: SearchEvent[]) =>
  log.flatMap((event) => (event.type === "expand" ? [event.nodes.map((n) => n.parent)] : []));

/** Before and after each draw, by turns: weights of nodes. */
const weighings = (log: SearchEvent[]) =>
  log.flatMap((event) =>
    event.type === "measure" ? [new Map(event.values.map((v) => [v.node, v.value]))] : [],
  );

/** The filter once more, from the scores of its tree. @returns the nodes that each round drew. */
function replay(tree: Tree, n: number, seed: number): number[][] {
  const draws: number[][] = [];
  let particles: number[] = new Array(n).fill(0);
  const ended = (id: number) => nodeOf(tree, id).finish !== null;
  for (let next = 1; !particles.every(ended); ) {
    particles = particles.map((id) => (ended(id) ? id : next++));
    const scores = particles.map((id) => nodeOf(tree, id).score ?? 0);
    const odds = scores.map((score) => score / (1 - score));
    const all = odds.reduce((sum, one) => sum + one, 0);
    const uniforms = odds.map((_, index) => draw(seed, "resampling", draws.length + 1, index));
    particles = uniforms.map((uniform) => {
      let left = uniform * all;
      for (const [i, one] of odds.entries()) {
        if (left < one) return particles[i] ?? -1;
        left -= one;
      }
      return -1;
    });
    draws.push(particles);
  }
  return draws;
}

const timesIn = (drawn: readonly number[], id: number): number =>
  drawn.filter((one) => one === id).length;

describe("particle filtering", () => {
  test("weighs by the odds of the scores", async () => {
    // Odds of 1, 4 and 1/4; of 5.25 in all.
    const log = await toyLog(particleFiltering, {
      knobs: { n: 3 },
      verifier: toldVerifier([0.5, 0.8, 0.2]),
    });
    const [before] = weighings(log);
    for (const [node, odds] of [
      [1, 1],
      [2, 4],
      [3, 0.25],
    ] as const)
      expect(before?.get(node)).toBeCloseTo(odds / 5.25, 9);
  });

  test("samples a node once for each particle drawn to it, and ended ones stay", async () => {
    for (const seed of SEEDS) {
      const log = await toyLog(particleFiltering, { knobs: { n: 12, maxStepTokens: 11 }, seed });
      const tree = fold(log);
      const draws = replay(tree, 12, seed);
      const open = draws.map((drawn) => drawn.filter((id) => !nodeOf(tree, id).finish));
      expect(parentsOf(log)).toEqual([new Array(12).fill(0), ...open.slice(0, -1)]);
      expect(open.at(-1)).toEqual([]);
      for (const [round, drawn] of draws.entries())
        for (const [id, share] of weighings(log)[2 * round + 1] ?? [])
          expect(share).toBe(timesIn(drawn, id) / 12);
    }
  });

  test("weights add up to 1, before and after each draw", async () => {
    for (const seed of SEEDS)
      for (const annealing of ["off", "entropic"]) {
        const log = await toyLog(particleFiltering, { knobs: { n: 12, annealing }, seed });
        for (const weights of weighings(log))
          expect([...weights.values()].reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
      }
  });

  test("a trajectory is one completion, with a vote for each particle that is left there", async () => {
    let shared = 0;
    for (const seed of SEEDS) {
      const knobs = { n: 12, answer: "majority" };
      const tree = fold(await toyLog(particleFiltering, { knobs, seed }));
      const left = replay(tree, 12, seed).at(-1) ?? [];
      expect(ledgerOf(tree).completions).toBe(finishedOf(tree).length);
      for (const { answer, nodes, weight } of tree.votes[0]?.tally ?? []) {
        const voters = left.filter((id) => nodeOf(tree, id).finish?.answer === answer);
        expect(nodes).toEqual(voters.sort((a, b) => a - b));
        expect(weight).toBe(voters.length);
        if (new Set(voters).size < voters.length) shared++;
      }
      for (const node of finishedOf(tree))
        if (!left.includes(node.id)) expect(node.verdicts.at(-1)?.kept).toBe(false);
    }
    expect(shared).toBeGreaterThan(5);
  });

  test("entropic annealing evens out a lopsided draw, early on", async () => {
    const scores = [0.95, 0.5, 0.5, 0.5];
    const verifier = toldVerifier(scores);
    const first = async (annealing: string, maxSteps = 12) => {
      const log = await toyLog(particleFiltering, {
        knobs: { n: 4, annealing, maxSteps },
        verifier,
      });
      const reason = log.flatMap((e) => (e.type === "keep" ? [e.reason] : []))[0];
      return { weight: weighings(log)[0]?.get(1), reason };
    };
    // Odds of 19 to 1, 1, 1 are weights of 19/22 and thrice 1/22; ESS/N = 1 / (4 Σ w²) = 0.333.
    const share = 22 ** 2 / (19 ** 2 + 3) / 4;
    const temperature = (1 - 1 / 12) / share;
    const evened = 19 ** (1 / temperature);
    expect((await first("off")).weight).toBeCloseTo(19 / 22, 9);
    expect((await first("entropic")).weight).toBeCloseTo(evened / (evened + 3), 9);
    expect((await first("entropic")).reason).toContain(
      ` at temperature ${temperature.toFixed(2)})`,
    );
    expect((await first("entropic", 2)).weight).toBeCloseTo(19 / 22, 9);
  });

  test("reads as sentences with the numbers", async () => {
    const log = await toyLog(particleFiltering, { knobs: { n: 8 }, seed: 7 });
    const reasons = log.flatMap((e) => (e.type === "keep" || e.type === "prune" ? [e.reason] : []));
    expect(reasons.slice(0, 4)).toEqual([
      "kept: 3 of 8 draws fell on it (weight 0.40)",
      "kept: 2 of 8 draws fell on each (weights 0.05 to 0.40)",
      "kept: 1 of 8 draws fell on it (weight 0.01)",
      "dropped: none of 8 draws fell on it (weights 0.02 to 0.05)",
    ]);
  });
});
