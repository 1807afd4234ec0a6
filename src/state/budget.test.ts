import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { CURRENCIES } from "../search/currencies.ts";
import { strategies } from "../search/index.ts";
import type { Currency } from "../search/ledger.ts";
import { CURRENCY_IDS } from "../search/ledger.ts";
import type { Shape } from "../search/shape.ts";
import { beam } from "../search/strategies/beam.ts";
import { bestOfN } from "../search/strategies/best-of-n.ts";
import { greedy } from "../search/strategies/greedy.ts";
import { majority } from "../search/strategies/majority.ts";
import { exchanged, fitted, nearestStop, planOf, stopsOf, turned } from "./budget.ts";
import { DEFAULT_SETUP } from "./defaults.ts";

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
const budget = (currency: Currency, limit: number) => ({
  ...DEFAULT_SETUP,
  budget: { currency, limit },
});

describe("the slider's stops", () => {
  it.each(CURRENCY_IDS)("of %s ascend, evenly enough to be told apart", (currency) => {
    const stops = stopsOf(currency);
    expect(stops.length).toBeGreaterThan(12);
    expect(stops.length).toBeLessThan(70);
    for (const [i, stop] of stops.slice(1).entries()) {
      const ratio = stop / (stops[i] ?? 0);
      expect(ratio).toBeGreaterThan(1.1);
      expect(ratio).toBeLessThanOrEqual(2);
    }
  });

  it.each(CURRENCY_IDS)(
    "of %s: each is its own nearest, and what lies outside goes to an end",
    (currency) => {
      const stops = stopsOf(currency);
      for (const [i, stop] of stops.entries()) expect(nearestStop(stops, stop)).toBe(i);
      expect(nearestStop(stops, 0)).toBe(0);
      expect(nearestStop(stops, 1e15)).toBe(stops.length - 1);
    },
  );
});

describe("a budget and a size", () => {
  it("buys what fits, and keeps the budget when the strategy changes", () => {
    // 40 tokens a trajectory.
    const setup = fitted(budget("policyTokens", 1000), bestOfN, shape);
    expect(setup).toMatchObject({ budget: { limit: 1000 }, knobs: { n: 25 } });
    expect(fitted(setup, beam, shape).budget).toEqual(setup.budget);
  });

  it("follows the size that is turned by hand, and refits to any other knob", () => {
    const setup = fitted(budget("policyTokens", 1000), bestOfN, shape);
    const larger = turned(setup, bestOfN, shape, "n", 50);
    expect(larger).toMatchObject({ budget: { limit: 2000 }, knobs: { n: 50 } });
    const capped = turned(larger, bestOfN, shape, "maxSteps", 2);
    expect(capped).toMatchObject({ budget: { limit: 2000 }, knobs: { n: 100, maxSteps: 2 } });
    const unlimited = turned({ ...setup, budget: null }, bestOfN, shape, "n", 50);
    expect(unlimited.budget).toBeNull();
  });

  it("leaves alone what a currency cannot tell apart", () => {
    // Samples side by side share their calls; no verifier reads a majority vote.
    for (const [strategy, currency] of [
      [bestOfN, "policyCalls"],
      [majority, "prmTokens"],
      [greedy, "policyTokens"],
    ] as const) {
      const setup = budget(currency, 7);
      expect(fitted(setup, strategy, shape)).toEqual(setup);
      expect(planOf(setup, strategy, shape, currency).grows).toBe(false);
    }
    const { pace: _, ...paceless } = shape;
    expect(fitted(budget("seconds", 7), bestOfN, paceless)).toEqual(budget("seconds", 7));
    expect(exchanged(DEFAULT_SETUP, bestOfN, paceless, "seconds").limit).toBe(
      CURRENCIES.seconds.usual,
    );
  });

  it("tells the same compute in another currency", () => {
    const setup = fitted(budget("policyTokens", 1000), bestOfN, shape);
    expect(exchanged(setup, bestOfN, shape, "completions")).toEqual({
      currency: "completions",
      limit: 25,
    });
    expect(exchanged(setup, majority, shape, "prmTokens").limit).toBe(CURRENCIES.prmTokens.usual);
  });

  it.each(strategies.filter(({ size }) => size === "n").map((one) => [one.id, one] as const))(
    "%s: the budget of a size buys that size again",
    (_, strategy) => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 256 }),
          fc.constantFrom<Currency>("completions", "policyTokens", "flops", "seconds"),
          (n, currency) => {
            const setup = turned(budget(currency, 1), strategy, shape, "n", n);
            const cost = (size: number) =>
              planOf({ knobs: { ...setup.knobs, n: size } }, strategy, shape, currency).cost[
                currency
              ];
            expect(setup.budget?.limit).toBeGreaterThanOrEqual(cost(n));
            const again = Number(fitted(setup, strategy, shape).knobs.n);
            expect(again).toBeGreaterThanOrEqual(n);
            // No more than what costs the same, or the rounding lets in.
            expect(cost(again)).toBeLessThanOrEqual(1.001 * cost(n));
          },
        ),
        { numRuns: 40 },
      );
    },
  );
});
