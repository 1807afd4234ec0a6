/** A budget in FLOPs, where a long prompt makes every token of a step dear. */
import { expect, test } from "vitest";
import { stepBound } from "./budget.ts";
import { toyFamily, toyProblem, toyScript } from "./fixtures/toy.ts";
import { forwardFlops } from "./flops.ts";
import { runSearch } from "./run.ts";
import { scriptedModels } from "./scripted.ts";
import { bestOfN } from "./strategies/best-of-n.ts";
import { applyEvent, emptyTree } from "./tree.ts";

const PROMPT = 1000;
const knobs = { n: 64, maxSteps: 3, maxStepTokens: 8 };

async function spend(limit: number) {
  const script = { ...toyScript, prompt: "word ".repeat(PROMPT - 1) };
  const { policy, verifier } = scriptedModels(script, 5);
  const [problem, family] = [toyProblem, toyFamily];
  const budget = { currency: "flops", limit } as const;
  const request = { problem, family, policy, verifier, knobs, seed: 5, budget };
  const rounds: number[] = [];
  let tree = emptyTree;
  for await (const event of runSearch(bestOfN, request)) {
    tree = applyEvent(tree, event);
    if (event.type === "expand") rounds.push(event.nodes.length);
  }
  return { rounds, spent: tree.ledgers.at(-1)?.flops ?? 0 };
}

const card = { id: "", parameters: 1000, attentionWidth: 16 };
const prompt = 2 * forwardFlops(card, { tokens: PROMPT, start: 0 });
const step = stepBound({
  maxStepTokens: 8,
  prefix: { tokens: PROMPT, steps: 0 },
  policy: card,
  verifier: card,
}).flops;

test("the first step goes alone, and tells what the others cost", async () => {
  const limit = prompt + 20 * step;
  const { rounds, spent } = await spend(limit);
  expect(rounds[0]).toBe(1);
  expect(rounds[1]).toBeGreaterThan(10);
  expect(spent).toBeGreaterThan(limit);
  expect(spent).toBeLessThan(limit + step);
});

test("the step in flight when the prompt has cost everything is the only one", async () => {
  expect((await spend(prompt / 2)).rounds).toEqual([1]);
});

test("a step's bound is of one token more than it may sample, at the prefix's end, by both models", () => {
  // 9 tokens, each 2 · 1000; they see 1001 to 1009 tokens, 4 · 16 for each of these.
  expect(step).toBe(2 * (9 * 2000 + 64 * (9 * 1005)));
});
