import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forwardFlops } from "../../search/flops.ts";
import type { Cost } from "../../search/model.ts";
import type { Engine } from "../contract/engine.ts";
import {
  grow,
  loadTestEngine,
  PROBLEM,
  PROMPT,
  problemOf,
  SAMPLING,
  tokensOf,
} from "../host/test-engine.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await loadTestEngine();
});
afterAll(() => engine.dispose());

const FIXTURE_CONTEXT = 192;

const children = (parent: number, ids: readonly number[]) =>
  ids.map((child) => ({ parent, child }));

describe("EnginePolicy", () => {
  it("makes the same tree for any batch split", async () => {
    const trees = [];
    for (const batch of [1000, 5, 1]) {
      const run = engine.openRun({ problem: PROBLEM, seed: 7 });
      trees.push(tokensOf(await grow(run.policy, { width: 3, depth: 3, batch })));
      run.close();
    }
    expect(trees[0]?.length).toBeGreaterThan(20);
    expect(trees[1]).toEqual(trees[0]);
    expect(trees[2]).toEqual(trees[0]);
  });

  it("makes another tree for another seed", async () => {
    const [a, b] = await Promise.all(
      [1, 2].map((seed) =>
        grow(engine.openRun({ problem: PROBLEM, seed }).policy, { width: 2, depth: 1, batch: 9 }),
      ),
    );
    expect(tokensOf(a ?? [])).not.toEqual(tokensOf(b ?? []));
  });

  it("gives the tokens and log-probabilities that running whole prefixes anew gives", async () => {
    const shape = { width: 3, depth: 3, batch: 1000 };
    const forked = await grow(engine.openRun({ problem: PROBLEM, seed: 3 }).policy, shape);
    const anew = await grow(
      engine.openRun({ problem: PROBLEM, seed: 3, fork: false }).policy,
      shape,
    );
    expect(tokensOf(forked)).toEqual(tokensOf(anew));
    forked.forEach(({ logprob }, i) => {
      expect(logprob).toBeCloseTo(anew[i]?.logprob ?? Number.NaN, 3);
    });
  });

  it("runs no token twice: prefilled is the prompt, once", async () => {
    const run = engine.openRun({ problem: PROBLEM, seed: 5 });
    const costs: Cost[] = [];
    const first = await run.policy.expand(children(0, [1, 2, 3, 4]), SAMPLING);
    costs.push(first.cost);
    const open = first.expansions.filter(({ end }) => end !== "eos").map(({ child }) => child);
    const requests = open.flatMap((parent, i) => children(parent, [10 + 2 * i, 11 + 2 * i]));
    const second = await run.policy.expand(requests, SAMPLING);
    costs.push(second.cost, (await run.policy.expand(children(0, [50]), SAMPLING)).cost);

    expect(costs.map(({ prefilled }) => prefilled)).toEqual([engine.tokenize(PROMPT).length, 0, 0]);
    const sampled = (some: { tokens: number[] }[]) =>
      some.reduce((sum, { tokens }) => sum + tokens.length, 0);
    expect(second.cost.generated).toBe(sampled(second.expansions));
    // Each step's last token runs once for its parent, not once a child; a leaf's never.
    const start = engine.tokenize(PROMPT).length;
    const ran = open.flatMap((parent, i) => {
      const own = first.expansions.find(({ child }) => child === parent)?.tokens.length ?? 0;
      const below = second.expansions.slice(2 * i, 2 * i + 2);
      const steps = below.map(({ tokens }) => ({ tokens: tokens.length - 1, start: start + own }));
      return [{ tokens: 1, start: start + own - 1 }, ...steps];
    });
    const flops = ran.map((stretch) => forwardFlops(run.policy.card, stretch));
    expect(second.cost.flops).toBe(flops.reduce((sum, one) => sum + one, 0));
    run.close();
  });

  it("keeps a released parent's cache for a child that has none of its own yet", async () => {
    const run = engine.openRun({ problem: PROBLEM, seed: 21 });
    const short = { ...SAMPLING, maxStepTokens: 1 };
    await run.policy.expand(children(0, [1]), SAMPLING);
    const { expansions } = await run.policy.expand(children(1, [2, 3, 4]), short);
    run.policy.release([0, 1]);
    const open = expansions.filter(({ end }) => end !== "eos").map(({ child }) => child);
    expect(open.length).toBeGreaterThan(0);
    const requests = open.map((parent) => ({ parent, child: parent + 10 }));
    expect((await run.policy.expand(requests, SAMPLING)).cost.prefilled).toBe(0);
    run.close();
  });

  it("ends steps at the separator, at EOS and at the cap, and says which", async () => {
    const run = engine.openRun({ problem: PROBLEM, seed: 11 });
    const all = await grow(run.policy, { width: 6, depth: 2, batch: 100 });
    const [separator] = engine.tokenize("\n");
    for (const { tokens, end } of all) {
      const last = tokens.at(-1);
      if (end === "step") expect(last).toBe(separator);
      if (end === "length") expect(tokens.length).toBe(SAMPLING.maxStepTokens);
      expect(tokens.slice(0, -1)).not.toContain(separator);
      expect(end === "eos").toBe(last === 1);
    }
    expect(new Set(all.map(({ end }) => end)).size).toBeGreaterThan(1);
    run.close();
  });

  it("stops within a step when it is cancelled", async () => {
    const run = engine.openRun({ problem: PROBLEM, seed: 1 });
    const stop = new AbortController();
    stop.abort();
    const cancelled = run.policy.expand(children(0, [1]), SAMPLING, stop.signal);
    await expect(cancelled).rejects.toMatchObject({ name: "AbortError" });
    run.close();
  });

  it("ends by length where the prefix fills the context", async () => {
    const run = engine.openRun({ problem: PROBLEM, seed: 2 });
    let parent = 0;
    let length = engine.tokenize(PROMPT).length;
    let last = { end: "step", tokens: [0] };
    for (let child = 1; last.tokens.length > 0; child++) {
      const { expansions } = await run.policy.expand([{ parent, child }], SAMPLING);
      const [step] = expansions;
      if (!step || step.end === "eos") continue;
      last = step;
      length += step.tokens.length;
      parent = child;
    }
    expect(last.end).toBe("length");
    expect(length).toBe(FIXTURE_CONTEXT);
    expect((await run.verifier?.score([parent]))?.scores[0]).toBeGreaterThan(0);
    run.close();
  });

  it("names the word that the models do not know", () => {
    const problem = problemOf(
      "story",
      "Ann has 12 marbles. Ben has 5 more marbles than Ann. How many marbles do Ann and Ben have together?",
    );
    expect(() => engine.openRun({ problem, seed: 1 })).toThrow('The models do not know "marbles".');
  });
});
