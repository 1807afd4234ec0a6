import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine, ModelRun } from "../engine.ts";
import { grow, loadTestEngine, PROMPT } from "../test-engine.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await loadTestEngine();
});
afterAll(() => engine.dispose());

const shape = { width: 3, depth: 3, batch: 100 };

function verifier(run: ModelRun) {
  if (!run.verifier) throw new Error("no verifier");
  return run.verifier;
}

describe("EngineVerifier", () => {
  it("gives, step by step, the scores of whole prefixes", async () => {
    const whole = engine.openRun({ prompt: PROMPT, seed: 6, fork: false });
    const stepwise = engine.openRun({ prompt: PROMPT, seed: 6 });
    const ids = (await grow(stepwise.policy, shape)).map(({ child }) => child);
    await grow(whole.policy, shape);
    const expected = await verifier(whole).score(ids);
    const scores = [];
    for (const id of ids) scores.push(...(await verifier(stepwise).score([id])).scores);
    expect(new Set(scores.map((score) => score.toFixed(3))).size).toBeGreaterThan(5);
    scores.forEach((score, i) => {
      expect(score).toBeCloseTo(expected.scores[i] ?? Number.NaN, 5);
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThan(1);
    });
  });

  it("runs each token once, whatever is scored first and however often", async () => {
    const run = engine.openRun({ prompt: PROMPT, seed: 6 });
    const tree = await grow(run.policy, shape);
    const leaves = tree.slice(-9).map(({ child }) => child);
    const everything = tree.map(({ child }) => child);
    const tokens = tree.reduce((sum, step) => sum + step.tokens.length, 0);
    const first = await verifier(run).score(leaves);
    const rest = await verifier(run).score(everything);
    const again = await verifier(run).score(everything);
    const prompt = engine.tokenize(PROMPT).length;
    expect(first.cost.prefilled + rest.cost.prefilled).toBe(prompt + tokens);
    expect(again.cost).toEqual({ generated: 0, prefilled: 0, calls: 0, flops: 0 });
    expect(again.scores).toEqual(rest.scores);
    run.close();
  });

  it("lets nothing go unfreed once all is released", async () => {
    const run = engine.openRun({ prompt: PROMPT, seed: 6 });
    const tree = await grow(run.policy, shape);
    const ids = [0, ...tree.map(({ child }) => child)];
    await verifier(run).score(ids.slice(1));
    expect(run.kv().bytes).toBeGreaterThan(0);
    run.policy.release(ids);
    verifier(run).release(ids);
    expect(run.kv().bytes).toBe(0);
    run.close();
  });
});
