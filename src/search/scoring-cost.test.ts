/** A verifier that costs more a step than the step's own tokens is budgeted for what it costs. */
import { describe, expect, it } from "vitest";
import { toyFamily, toyProblem, toyScript } from "./fixtures/toy.ts";
import type { Verifier } from "./model.ts";
import { runSearch } from "./run.ts";
import { scriptedModels } from "./scripted.ts";
import { beam } from "./strategies/beam.ts";
import { applyEvent, emptyTree, ledgerOf } from "./tree.ts";

const TIMES = 8;
const knobs = { n: 64, width: 4, maxStepTokens: 16 };

/** Spent PRM tokens, and those of the first call beyond its steps (the prompt). */
async function spent(limit: number, tells: boolean) {
  const { policy, verifier } = scriptedModels(toyScript, 5);
  const dear: Verifier = {
    ...verifier,
    score: async (nodes, signal) => {
      const { scores, cost } = await verifier.score(nodes, signal);
      return { scores, cost: { ...cost, prefilled: TIMES * cost.prefilled } };
    },
    ...(tells && { stepCost: (tokens) => ({ tokens: TIMES * tokens, flops: 0 }) }),
  };
  const budget = { currency: "prmTokens", limit } as const;
  const [problem, family] = [toyProblem, toyFamily];
  const request = { problem, family, policy, verifier: dear, knobs, seed: 5, budget };
  let tree = emptyTree;
  for await (const event of runSearch(beam, request)) tree = applyEvent(tree, event);
  return ledgerOf(tree).prmTokens;
}

describe("a budget in PRM tokens", () => {
  it("is exceeded by less than one scored step", async () => {
    const prompt = 13;
    const step = TIMES * (knobs.maxStepTokens + prompt);
    for (const limit of [200, 900]) {
      expect(await spent(limit, true)).toBeLessThan(limit + step);
      expect(await spent(limit, false)).toBeGreaterThan(limit + step);
    }
  });
});
