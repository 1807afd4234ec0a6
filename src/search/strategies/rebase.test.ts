import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SearchEvent } from "../events.ts";
import { toldVerifier } from "../fixtures/told.ts";
import { toyLog } from "../fixtures/toy.ts";
import { finishedOf } from "../path.ts";
import { fold, nodeOf } from "../tree.ts";
import { balance, rebase } from "./rebase.ts";

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const widthsOf = (event: SearchEvent) =>
  event.type === "measure" && event.quantity === "width" ? event.values : null;

describe("balance", () => {
  test.each<[number[], number, number, number[]]>([
    // e^4.5 = 90.02, e^2.5 = 12.18, e^0.5 = 1.65: ⌈8 · 90.02 / 103.85⌉ = ⌈6.93⌉, ⌈1 · 12.18 / 13.83⌉, ⌈0⌉.
    [[0.5, 0.9, 0.1], 8, 0.2, [1, 7, 0]],
    // e^4 = 54.60, e^3 = 20.09, e^2 = 7.39: ⌈10 · 0.665⌉, ⌈3 · 0.731⌉, ⌈0⌉.
    [[0.8, 0.6, 0.4], 10, 0.2, [7, 3, 0]],
    // Equals: ⌈8/3⌉, ⌈5/2⌉, ⌈2/1⌉, the older first.
    [[0.5, 0.5, 0.5], 8, 0.2, [3, 3, 2]],
    // A high temperature shares equally, a low one gives all to the best.
    [[0.9, 0.8, 0.7, 0.6], 8, 5, [3, 2, 2, 1]],
    [[0.2, 0.9, 0.3], 6, 0.05, [0, 6, 0]],
    [[0.4], 5, 0.2, [5]],
  ])("rewards %j, width %i, T = %f: %j", (rewards, width, temperature, widths) => {
    expect(balance(rewards, width, temperature)).toEqual(widths);
  });

  test("widths add up to the whole, and follow the rewards", () => {
    const reward = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(reward, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 64 }),
        fc.constantFrom(0.05, 0.1, 0.2, 1, 5),
        (rewards, width, temperature) => {
          const widths = balance(rewards, width, temperature);
          expect(sum(widths)).toBe(width);
          const order = rewards
            .map((_, i) => i)
            .sort((a, b) => (rewards[b] ?? 0) - (rewards[a] ?? 0));
          const ranked = order.map((i) => widths[i] ?? 0);
          expect(ranked).toEqual([...ranked].sort((a, b) => b - a));
        },
      ),
    );
  });
});

describe("REBASE", () => {
  test("the first round's children are shared out by the formula", async () => {
    const verifier = toldVerifier([0.4, 0.8, 0.6, 0.4]);
    const log = await toyLog(rebase, { knobs: { n: 4, balance: 0.2 }, verifier });
    // ⌈4 · 54.60 / 89.47⌉ = ⌈2.44⌉ = 3 for 0.8, then ⌈1 · 20.09 / 34.87⌉ = 1 for 0.6.
    const second = log.flatMap((event) => widthsOf(event) ?? []).slice(1, 5);
    expect(second).toEqual([
      { node: 1, value: 0 },
      { node: 2, value: 3 },
      { node: 3, value: 1 },
      { node: 4, value: 0 },
    ]);
    const reasons = log.flatMap((e) => (e.type === "keep" || e.type === "prune" ? [e.reason] : []));
    expect(reasons.slice(0, 3)).toEqual([
      "kept: granted 3 of 4 next steps (score 0.80)",
      "kept: granted 1 of 4 next steps (score 0.60)",
      "dropped: score 0.40; better ones took all 4 next steps",
    ]);
  });

  test("each round's widths add up to n less the ended, and are what is sampled", async () => {
    for (let seed = 0; seed < 20; seed++) {
      const knobs = { n: 12, balance: seed % 2 ? 0.2 : 1, maxStepTokens: 11 };
      const log = await toyLog(rebase, { knobs, seed });
      for (const [i, event] of log.entries()) {
        const widths = widthsOf(event);
        if (!widths) continue;
        const ended = finishedOf(fold(log.slice(0, i))).length;
        expect(sum(widths.map(({ value }) => value))).toBe(12 - ended);
        const next = log.slice(i).find((later) => later.type === "expand");
        const sampled = next?.type === "expand" ? next.nodes.map((node) => node.parent) : [];
        for (const { node, value } of widths)
          expect(sampled.filter((parent) => parent === node)).toHaveLength(value);
      }
      expect(finishedOf(fold(log))).toHaveLength(12);
    }
  });

  test("serves equals from the older on", async () => {
    const verifier = toldVerifier([0.9, 0.9, 0.9]);
    const log = await toyLog(rebase, { knobs: { n: 3, balance: 0.05, maxSteps: 2 }, verifier });
    const tree = fold(log);
    expect([1, 2, 3].map((id) => nodeOf(tree, id).children.length)).toEqual([1, 1, 1]);
  });
});
