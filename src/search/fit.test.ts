import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { CURRENCIES } from "./currencies.ts";
import { estimateCost } from "./estimate.ts";
import { fitKnobs } from "./fit.ts";
import { toyLog } from "./fixtures/toy.ts";
import { strategies } from "./index.ts";
import { defaultKnobs } from "./knob-values.ts";
import type { Currency } from "./ledger.ts";
import { type Shape, shapeOf } from "./shape.ts";
import { bestOfN } from "./strategies/best-of-n.ts";
import { greedy } from "./strategies/greedy.ts";
import { majority } from "./strategies/majority.ts";
import { mctsPuct } from "./strategies/mcts-puct.ts";
import { totBfs } from "./strategies/tot-bfs.ts";
import type { Strategy } from "./strategy.ts";
import { fold, ledgerOf } from "./tree.ts";

vi.setConfig({ testTimeout: 60_000 });

const card = { id: "", parameters: 1000, attentionWidth: 10 };
const shape: Shape = {
  promptTokens: 20,
  steps: 4,
  stepTokens: 10,
  policy: card,
  verifier: card,
  pace: { secondsPerCall: 0.01, secondsPerFlop: 1e-6 },
};
const currencies = Object.keys(CURRENCIES) as Currency[];
const every = strategies.map((strategy) => [strategy.id, strategy, {}] as const);
const rollouts = ["mcts-puct with rollouts", mctsPuct, { rollout: "end" }] as const;

const sized = ({ knobs, size }: Strategy, value: number) => ({
  ...defaultKnobs(knobs),
  ...(size !== null && { [size]: value }),
});

const rangeOf = ({ knobs, size }: Strategy): [number, number] => {
  const knob = knobs.find(({ id }) => id === size);
  return knob?.kind === "integer" ? [knob.min, knob.max] : [1, 1];
};

describe("an estimate", () => {
  test("is a strategy's work, priced", () => {
    const cost = estimateCost(bestOfN, sized(bestOfN, 3), shape);
    // By each model: the prompt's 20 tokens see 210; of 3 · 40 more each trajectory's see 20 · 40 + 820.
    const flops = 2 * (2000 * (20 + 120) + 40 * (210 + 3 * (800 + 820)));
    expect(cost).toEqual({
      completions: 3,
      policyTokens: 120,
      prefillTokens: 20,
      prmTokens: 140,
      policyCalls: 41,
      prmCalls: 5,
      flops,
      seconds: 0.01 * 46 + 1e-6 * flops,
    });
    expect(estimateCost(majority, sized(majority, 3), shape)).toMatchObject({
      prmTokens: 0,
      prmCalls: 0,
      flops: flops / 2,
    });
  });

  test("keeps to the caps on length", () => {
    const capped = { ...sized(majority, 1), maxSteps: 3, maxStepTokens: 8 };
    expect(estimateCost(majority, capped, shape).policyTokens).toBe(24);
  });

  test("takes a verifier that runs no model for free", () => {
    const oracle = { ...shape, verifier: { id: "oracle", parameters: 0 } };
    const cost = estimateCost(bestOfN, sized(bestOfN, 3), oracle);
    expect(cost).toMatchObject({ prmTokens: 0, prmCalls: 0 });
  });

  const toy = toyLog(bestOfN, { knobs: { n: 64 }, seed: 1 }).then((log) => shapeOf(fold(log)));
  const FACTOR = 2;
  const seeds = [11, 12, 13, 14, 15, 16];

  test.each([...every, rollouts])(
    "%s: scripted runs spend as much, to a factor of 2",
    async (_, strategy, more) => {
      const known = await toy;
      if (!known) throw new Error("no shape");
      for (const size of strategy.size === "minTokens" ? [60, 300] : [4, 16]) {
        const knobs = { ...sized(strategy, size), ...more };
        const estimated = estimateCost(strategy, knobs, known);
        const runs = await Promise.all(seeds.map((seed) => toyLog(strategy, { knobs, seed })));
        const spent = runs.map((log) => ledgerOf(fold(log)));
        for (const currency of currencies.filter((one) => one !== "seconds")) {
          const mean = spent.reduce((sum, ledger) => sum + ledger[currency], 0) / seeds.length;
          expect
            .soft(estimated[currency], `${currency} at ${size}`)
            .toBeLessThanOrEqual(FACTOR * mean);
          expect
            .soft(estimated[currency], `${currency} at ${size}`)
            .toBeGreaterThanOrEqual(mean / FACTOR);
        }
      }
    },
  );

  test.each([...every, rollouts])("%s: grows with the size", (_, strategy, more) => {
    const [min, max] = rangeOf(strategy);
    for (const steps of [1, 3.3, 8]) {
      const costs = Array.from({ length: Math.min(max, 80) - min + 1 }, (_, i) =>
        estimateCost(strategy, { ...sized(strategy, min + i), ...more }, { ...shape, steps }),
      );
      for (const [i, cost] of costs.entries())
        for (const currency of currencies)
          expect(cost[currency]).toBeGreaterThanOrEqual(
            (costs[i - 1]?.[currency] ?? 0) * (1 - 1e-12),
          );
    }
  });
});

describe("knobs from a budget", () => {
  test.each<[Strategy, Currency, number, number]>([
    [majority, "policyTokens", 2000, 50],
    [majority, "completions", 7, 7],
    // 20 + 40 n
    [bestOfN, "prmTokens", 2000, 49],
    // K at first, then K · 5 at three levels: 160 K of the policy, as long as K is at least 5.
    [totBfs, "policyTokens", 2000, 12],
  ])("%o", (strategy, currency, limit, size) => {
    const fit = fitKnobs(strategy, defaultKnobs(strategy.knobs), shape, { currency, limit });
    expect(fit).toMatchObject({ fits: true, knobs: { [strategy.size ?? ""]: size } });
    expect(fit.cost[currency]).toBeLessThanOrEqual(limit);
  });

  test.each(every)("%s: the largest size that fits", (_, strategy) => {
    const anyBudget = fc.record({
      currency: fc.constantFrom(...currencies),
      limit: fc.double({ min: 1, max: 4000, noNaN: true }),
    });
    const [min, max] = rangeOf(strategy);
    fc.assert(
      fc.property(anyBudget, ({ currency, limit }) => {
        const scaled = limit * (currency === "flops" ? 4000 : 1);
        const knobs = defaultKnobs(strategy.knobs);
        const fit = fitKnobs(strategy, knobs, shape, { currency, limit: scaled });
        const costAt = (value: number): number =>
          estimateCost(strategy, sized(strategy, value), shape)[currency];
        const size = strategy.size === null ? 1 : Number(fit.knobs[strategy.size]);
        expect(fit.fits).toBe(costAt(size) <= scaled);
        if (!fit.fits) expect(size).toBe(min);
        if (size < max) expect(costAt(size + 1)).toBeGreaterThan(scaled);
      }),
    );
  });

  test("leaves alone what has no size, and says whether it fits", () => {
    const knobs = defaultKnobs(greedy.knobs);
    const fit = (limit: number) =>
      fitKnobs(greedy, knobs, shape, { currency: "policyTokens", limit });
    expect(fit(40)).toMatchObject({ knobs, fits: true });
    expect(fit(39)).toMatchObject({ knobs, fits: false });
  });

  test("in seconds wants to know how fast the models are", () => {
    const { pace: _, ...paceless } = shape;
    const budget = { currency: "seconds", limit: 1 } as const;
    const knobs = defaultKnobs(majority.knobs);
    expect(() => fitKnobs(majority, knobs, paceless, budget)).toThrow(RangeError);
    // 41 calls take 0.41 s and the FLOPs of n trajectories (0.0484 + 0.1448 n) s.
    expect(fitKnobs(majority, knobs, shape, budget).knobs.n).toBe(3);
  });
});
