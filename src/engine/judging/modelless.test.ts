/** The verifiers without a model, over the tiny policy. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SearchEvent } from "../../search/events.ts";
import type { Engine } from "../contract/engine.ts";
import { fixtureDecoder, grow, loadTestEngine, PROBLEM, PROMPT } from "../host/test-engine.ts";

const shape = { width: 2, depth: 2, batch: 100 };
const nothing = { generated: 0, prefilled: 0, calls: 0, flops: 0 };

describe("self-certainty", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadTestEngine({ prm: "self-certainty", weights: "fp32" });
  }, 60_000);
  afterAll(() => engine.dispose());

  it("is the mean KL of uniform from the policy's distributions, brought into [0, 1)", async () => {
    expect(engine.info).toMatchObject({
      verifier: { id: "self-certainty", kind: "self-certainty", reference: null },
      prm: null,
    });
    const run = engine.openRun({ problem: PROBLEM, seed: 4 });
    const tree = await grow(run.policy, shape);
    const { scores, cost } = (await run.verifier?.score(tree.map(({ child }) => child))) ?? {};
    expect(cost).toEqual(nothing);
    const { decoder } = await fixtureDecoder();
    const prompt = engine.tokenize(PROMPT);
    const size = decoder.vocabulary;
    for (const [i, { tokens }] of tree.slice(0, 2).entries()) {
      const { logits } = await decoder.prefill([[...prompt, ...tokens]]);
      const divergence = tokens.map((_, t) => {
        const from = (prompt.length - 1 + t) * size;
        const row = [...logits.subarray(from, from + size)];
        const total = row.reduce((sum, logit) => sum + Math.exp(logit), 0);
        return row.reduce((sum, x) => sum - Math.log((size * Math.exp(x)) / total) / size, 0);
      });
      const mean = divergence.reduce((a, b) => a + b, 0) / tokens.length;
      expect(scores?.[i]).toBeCloseTo(mean / (mean + Math.log(size)), 5);
    }
    run.close();
  }, 60_000);
});

it("stands in for a verifier that is loaded, for one run", async () => {
  const engine = await loadTestEngine();
  const problem = { family: "countdown", text: "Make 24 from 4, 7, 8, 8." } as const;
  const knobs = { n: 2, maxSteps: 1, maxStepTokens: 4 };
  const request = { problem, strategy: "best-of-n", knobs, seed: 1, budget: null };
  const judges: (string | undefined)[] = [];
  for (const verifier of [{ verifier: "oracle" } as const, {}])
    for await (const event of engine.search({ ...request, ...verifier }))
      if (event.type === "start") judges.push(event.verifier?.id);
  expect(judges).toEqual(["oracle", engine.info.verifier?.id]);
  await engine.dispose();
}, 60_000);

describe("the oracle", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadTestEngine({ prm: "oracle" });
  }, 60_000);
  afterAll(() => engine.dispose());

  it("scores a search for nothing, and the log says that it did", async () => {
    const events: SearchEvent[] = [];
    const problem = { family: "countdown", text: "Make 24 from 4, 7, 8, 8." } as const;
    const knobs = { n: 4, maxSteps: 2, maxStepTokens: 8 };
    const request = { problem, strategy: "best-of-n", knobs, seed: 1, budget: null };
    for await (const event of engine.search(request)) events.push(event);
    expect(events[0]).toMatchObject({ verifier: { id: "oracle", parameters: 0 } });
    expect(events.at(-1)).toMatchObject({ type: "done", ledger: { prmTokens: 0, prmCalls: 0 } });
    const scores = events.flatMap((event) => (event.type === "score" ? event.scores : []));
    expect(scores.length).toBeGreaterThanOrEqual(4);
    expect(scores.every(({ score }) => score === 0 || score === 1)).toBe(true);
  }, 60_000);
});
