/** Every kind of verifier with a model, over trees of the tiny policy. */
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forwardFlops } from "../../search/flops.ts";
import type { Expansion, Policy, Prefix } from "../../search/model.ts";
import type { Engine, ModelRun } from "../contract/engine.ts";
import type { VerifierEntry } from "../contract/verifier-entry.ts";
import { changedFixtures, grow, loadTestEngine, PROBLEM, PROMPT } from "../host/test-engine.ts";

const shape = { width: 2, depth: 3, batch: 100 };
const PATIENCE = 60_000;

/** A judge whose question has several tokens, on the kind of graph that takes a batch. */
const folder = changedFixtures(({ models }) => {
  const model = models.find(({ id }) => id === "fixture-plus-minus");
  if (!model) throw new Error("no such fixture");
  const suffix = [30, 31, 37];
  const verifier: VerifierEntry = { kind: "judge", suffix, yes: 40, no: 41, temperature: 1 };
  models.push({ ...model, id: "batched-judge", verifier });
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Case {
  prm: string;
  policy?: string;
  /** How many tokens the mark and the probe have; 0 when left out. */
  mark?: number;
  probe?: number;
  /** How many tokens of the problem the model does not read; 0 when left out. */
  hidden?: number;
  /** How many models run; 1 when left out. */
  passes?: number;
}

const cases: Case[] = [
  { prm: "fixture-prm" },
  { prm: "fixture-token-classification" },
  { prm: "fixture-two-class-special", mark: 1 },
  { prm: "fixture-plus-minus", probe: 1 },
  // One token replaces the 24, and its two digits are asked for.
  { prm: "fixture-ends", probe: 3, hidden: 1 },
  { prm: "batched-judge", probe: 3 },
  // The policy judges itself, and another policy.
  { prm: "fixture-judge", policy: "fixture-judge", probe: 2 },
  { prm: "fixture-judge", probe: 2 },
  // The reference is the policy, which recorded its log-probabilities; or it is another model.
  { prm: "fixture-implicit" },
  { prm: "fixture-implicit", policy: "fixture-judge", passes: 2 },
];

function verifier(run: ModelRun) {
  if (!run.verifier) throw new Error("no verifier");
  return run.verifier;
}

const ids = (tree: readonly Expansion[]): number[] => tree.map(({ child }) => child);

describe.each(cases)(
  "$prm beside $policy",
  ({ prm, policy, mark = 0, probe = 0, hidden = 0, passes = 1 }) => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await loadTestEngine({ modelsFolder: folder, prm, ...(policy && { policy }) });
    });
    afterAll(() => engine.dispose());

    const runWith = async (fork = true, size = shape) => {
      const run = engine.openRun({ problem: PROBLEM, seed: 6, fork });
      const parents = new Map<number, number>();
      const recording: Policy = {
        card: run.policy.card,
        release() {},
        expand: (requests, ...rest) => {
          for (const { parent, child } of requests) parents.set(child, parent);
          return run.policy.expand(requests, ...rest);
        },
      };
      const tree = await grow(recording, size);
      /** @returns the prefix of a step, in the policy's tokens. */
      const prefixOf = (child: number): Prefix => {
        const parent = tree.find((step) => step.child === parents.get(child));
        if (!parent) return { tokens: engine.tokenize(PROMPT).length, steps: 0 };
        const before = prefixOf(parent.child);
        return { tokens: before.tokens + parent.tokens.length, steps: before.steps + 1 };
      };
      return { run, tree, prefixOf, verifier: verifier(run) };
    };

    it(
      "gives, in any order, the scores of whole prefixes",
      async () => {
        const whole = await runWith(false);
        const nodes = ids(whole.tree);
        const expected = (await whole.verifier.score(nodes)).scores;
        expect(new Set(expected.map((score) => score.toFixed(3))).size).toBeGreaterThan(5);
        const stepwise = await runWith();
        const scores: number[] = [];
        for (const id of nodes) scores.push(...(await stepwise.verifier.score([id])).scores);
        const backwards = await runWith();
        const reversed = (await backwards.verifier.score(nodes.toReversed())).scores.toReversed();
        expected.forEach((score, i) => {
          expect(scores[i]).toBeCloseTo(score, 5);
          expect(reversed[i]).toBeCloseTo(score, 5);
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThan(1);
        });
        for (const { run } of [whole, stepwise, backwards]) run.close();
      },
      PATIENCE,
    );

    it("gives them when a whole path is asked about in one row", async () => {
      const line = { width: 1, depth: 4, batch: 1 };
      const [whole, atOnce] = [await runWith(false, line), await runWith(true, line)];
      const expected = (await whole.verifier.score(ids(whole.tree))).scores;
      expect(expected.length).toBeGreaterThan(2);
      const { scores } = await atOnce.verifier.score(ids(atOnce.tree));
      expected.forEach((score, i) => {
        expect(scores[i]).toBeCloseTo(score, 5);
      });
      for (const { run } of [whole, atOnce]) run.close();
    });

    it(
      "runs each token once and each probe once, whatever is scored first and however often",
      async () => {
        const { run, tree, prefixOf, verifier } = await runWith();
        const leaves = tree.slice(-4);
        const first = await verifier.score(ids(leaves));
        const rest = await verifier.score(ids(tree));
        const again = await verifier.score(ids(tree));
        const own = tree.reduce((sum, { tokens }) => sum + tokens.length + mark + probe, 0);
        const ran = passes * (engine.tokenize(PROMPT).length - hidden + own);
        expect(first.cost.prefilled + rest.cost.prefilled).toBe(ran);
        const stretches = tree.flatMap(({ child, tokens }) => {
          const prefix = prefixOf(child);
          const start = prefix.tokens - hidden + mark * prefix.steps;
          const whole = { tokens: tokens.length + mark, start };
          return [whole, { tokens: probe, start: start + whole.tokens }];
        });
        const prompt = { tokens: engine.tokenize(PROMPT).length - hidden, start: 0 };
        const flops = [prompt, ...stretches].map((one) => forwardFlops(verifier.card, one));
        expect(first.cost.flops + rest.cost.flops).toBe(flops.reduce((sum, one) => sum + one, 0));
        expect(again.cost).toEqual({ generated: 0, prefilled: 0, calls: 0, flops: 0 });
        expect(again.scores).toEqual(rest.scores);
        run.close();
      },
      PATIENCE,
    );

    it("costs no more a step than it says beforehand", async () => {
      const { run, tree, prefixOf, verifier } = await runWith();
      await verifier.score(ids(tree.slice(0, 1)));
      for (const { child, tokens } of tree.slice(1, 3)) {
        const { cost } = await verifier.score([child]);
        expect(verifier.stepCost?.(tokens.length, prefixOf(child))).toEqual({
          tokens: cost.prefilled,
          flops: cost.flops,
        });
      }
      run.close();
    });

    it("lets nothing go unfreed once all is released", async () => {
      const { run, tree, verifier } = await runWith();
      await verifier.score(ids(tree));
      expect(run.kv().bytes).toBeGreaterThan(0);
      run.policy.release([0, ...ids(tree)]);
      verifier.release([0, ...ids(tree)]);
      expect(run.kv().bytes).toBe(0);
      run.close();
    });
  },
);
