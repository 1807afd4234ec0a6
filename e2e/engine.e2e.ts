/** The engine asked by its client alone, without a page, on the tiny models. */
import { z } from "zod";
import { FIXTURES_BASE } from "../src/cli/site/site.ts";
import { expect, test } from "./fixtures.ts";

const looked = z.object({
  backend: z.string(),
  own: z.number(),
  scores: z.array(z.object({ verifier: z.string(), score: z.number().min(0).max(1) })),
  fetched: z.array(z.string()),
  values: z.array(z.object({ right: z.number(), cost: z.object({ generated: z.number() }) })),
});

test("a step is taken up again by the tiny models, with verifiers fetched for it", async ({
  engine,
}, { project }) => {
  const said: unknown = await engine.evaluate(
    async (options) => {
      const engine = Reflect.get(window, "engine");
      const { backend } = await engine.load(options);
      const problem = { family: "countdown", text: "Make 24 from 4, 7, 8, 8." };
      const knobs = { n: 1, maxSteps: 1, maxStepTokens: 8 };
      const events: unknown[] = [];
      const request = { problem, strategy: "best-of-n", knobs, seed: 4, budget: null };
      await engine.search(request, { onEvents: (some: unknown[]) => events.push(...some) });
      const of = (type: string) => Object(events.find((one) => Object(one).type === type));
      const [{ text, tokens, end }] = of("expand").nodes;
      const path = [{ text, tokens, end }];
      const fetched: string[] = [];
      const verifiers = ["fixture-prm", "fixture-plus-minus", "self-certainty"];
      const scores = await engine.scorePath(
        { problem, path, verifiers },
        { onProgress: ({ label }: { label: string }) => fetched.push(label) },
      );
      const sampling = { temperature: 1, topP: 1, topK: 0, maxStepTokens: 4 };
      const rollouts = { problem, path: [], count: 4, seed: 1, sampling, maxSteps: 2 };
      const values = [
        await engine.monteCarloValue(rollouts, {}),
        await engine.monteCarloValue(rollouts, {}),
      ];
      return { backend: backend.kind, own: of("score").scores[0].score, scores, fetched, values };
    },
    { policy: "fixture-policy", prm: "fixture-prm", weights: "fp32", modelsPath: FIXTURES_BASE },
  );
  const { backend, own, scores, fetched, values } = looked.parse(said);
  expect(backend).toBe(project.name);
  expect(scores[0]?.score).toBeCloseTo(own, 4);
  expect(scores.map(({ verifier }) => verifier)).toEqual([
    "fixture-prm",
    "fixture-plus-minus",
    "self-certainty",
  ]);
  expect(new Set(fetched)).toEqual(new Set(["Fetching fixture-plus-minus"]));
  expect(values[0]?.cost.generated).toBeGreaterThan(3);
  expect(values[1]).toEqual(values[0]);
});

const written = z.object({ backend: z.string(), logs: z.array(z.array(z.array(z.number()))) });

test("two tiny policies of different shapes write, side by side, as they do one after the other", async ({
  engine,
}, { project }) => {
  const said: unknown = await engine.evaluate(
    async ([policy, beside, modelsPath]) => {
      const engine = Reflect.get(window, "engine");
      const problem = { family: "countdown", text: "Make 24 from 4, 7, 8, 8." };
      const knobs = { n: 3, maxSteps: 2, maxStepTokens: 6 };
      const request = { problem, strategy: "majority", knobs, seed: 4, budget: null };
      const logs: number[][][] = [];
      const handler = () => {
        const log: number[][] = [];
        logs.push(log);
        const nodesOf = (event: unknown): { tokens: number[] }[] =>
          Object(event).type === "expand" ? Object(event).nodes : [];
        return {
          onEvents: (events: unknown[]) =>
            log.push(...events.flatMap(nodesOf).map(({ tokens }) => tokens)),
        };
      };
      const { backend } = await engine.load({
        policy,
        policies: [beside],
        weights: "fp32",
        modelsPath,
      });
      const lanes = [policy, beside].map((policy) => ({ ...request, policy }));
      await engine.compare({ lanes, currency: "policyTokens" }, lanes.map(handler));
      for (const lane of lanes) await engine.search(lane, handler());
      return { backend: backend.kind, logs };
    },
    ["fixture-policy", "fixture-judge", FIXTURES_BASE] as const,
  );
  const { backend, logs } = written.parse(said);
  expect(backend).toBe(project.name);
  const [first, second, ...apart] = logs;
  expect([first, second]).toEqual(apart);
  expect(first).not.toEqual(second);
  expect(first?.flat().length).toBeGreaterThan(6);
});
