/** A node of a log that is read again: rollouts from it, and other verifiers' scores of it. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { familyOf } from "../../problems/families/index.ts";
import { notation } from "../../prompts/styles/notation.ts";
import type { Policy } from "../../search/model.ts";
import { scriptedModels, scriptFor } from "../../search/scripted.ts";
import type { Engine } from "../contract/engine.ts";
import type { LoadProgress } from "../contract/info.ts";
import type { PathStep } from "../contract/requests.ts";
import { rollOut } from "../tasks/monte-carlo.ts";
import { grow, loadTestEngine, PROBLEM, PROMPT, SAMPLING } from "./test-engine.ts";

const PATIENCE = 60_000;
const problem = { family: "countdown", text: "Make 24 from 4, 7, 8, 8." } as const;
const shape = { width: 2, depth: 3, batch: 100 };

/** @returns the steps to the deepest open node that was grown, its score, and the step that follows it. */
async function grownPath(engine: Engine, seed: number) {
  const run = engine.openRun({ problem: PROBLEM, seed });
  const parents = new Map<number, number>();
  const recording: Policy = {
    ...run.policy,
    card: run.policy.card,
    release() {},
    expand: (requests, ...rest) => {
      for (const { parent, child } of requests) parents.set(child, parent);
      return run.policy.expand(requests, ...rest);
    },
  };
  const tree = await grow(recording, shape);
  const last = tree.findLast(({ end }) => end !== "eos") ?? tree[0];
  if (!last) throw new Error("nothing grew");
  const path: PathStep[] = [];
  for (let at = last.child; at !== 0; at = parents.get(at) ?? 0) {
    const step = tree.find(({ child }) => child === at);
    if (step) path.unshift(step);
  }
  const scores = run.verifier ? (await run.verifier.score([last.child])).scores : [];
  const child = 1000;
  const more = await run.policy.expand([{ parent: last.child, child }], SAMPLING);
  run.close();
  return { path, score: scores[0], next: more.expansions[0] };
}

/** The path as if each of its steps had ended at a separator. */
const open = (path: readonly PathStep[]): PathStep[] =>
  path.map((step) => ({ ...step, end: "step" }));

const ask = { problem, count: 4, seed: 3, sampling: SAMPLING, maxSteps: 6 };

describe("on the tiny models", () => {
  let engine: Engine;
  const told: LoadProgress[] = [];
  let grown: Awaited<ReturnType<typeof grownPath>>;
  beforeAll(async () => {
    engine = await loadTestEngine({ onProgress: (progress) => told.push(progress) });
    grown = await grownPath(engine, 6);
  }, PATIENCE);
  afterAll(() => engine.dispose());

  it("goes on from a given path as from one that was sampled, and pays for its tokens", async () => {
    const { path, next } = grown;
    const run = engine.openRun({ problem: PROBLEM, seed: 6, path });
    const { expansions, cost } = await run.policy.expand(
      [{ parent: path.length, child: 1000 }],
      SAMPLING,
    );
    run.close();
    expect(expansions[0]).toMatchObject({ tokens: next?.tokens, end: next?.end });
    const given = path.flatMap(({ tokens }) => tokens).length;
    expect(given).toBeGreaterThan(5);
    expect(cost.prefilled).toBe(engine.tokenize(PROMPT).length + given);
    expect(cost.generated).toBe(next?.tokens.length);
  });

  it("repeats an estimate with its seed, and counts what it cost", async () => {
    const ended: number[] = [];
    const request = { ...ask, path: open(grown.path) };
    const first = await engine.monteCarloValue(request, { onEnded: (count) => ended.push(count) });
    expect(await engine.monteCarloValue(request)).toEqual(first);
    expect(first.count).toBe(4);
    expect(first.cost.generated).toBeGreaterThanOrEqual(4);
    expect(ended.at(-1)).toBe(4);
    const other = await engine.monteCarloValue({ ...request, seed: 4 });
    expect(other.cost).not.toEqual(first.cost);
  });

  it("rolls nothing out of what has ended", async () => {
    const path = grown.path.map((step, i) =>
      i === grown.path.length - 1 ? { ...step, end: "eos" as const } : step,
    );
    const { right, cost } = await engine.monteCarloValue({ ...ask, path });
    expect({ right, generated: cost.generated }).toEqual({ right: 0, generated: 0 });
  });

  it("stops when the signal fires", async () => {
    const abort = new AbortController();
    abort.abort();
    const path = open(grown.path);
    const value = engine.monteCarloValue({ ...ask, path }, { signal: abort.signal });
    await expect(value).rejects.toThrow(/abort/i);
    const scores = engine.scorePath({ problem, path, verifiers: ["fixture-prm"] }, abort.signal);
    await expect(scores).rejects.toThrow(/abort/i);
  });

  it("fetches a verifier that is not loaded once, and says how much", async () => {
    told.length = 0;
    const request = { problem, path: grown.path, verifiers: ["fixture-plus-minus"] };
    const first = await engine.scorePath(request);
    const [fetching] = told;
    expect(fetching).toMatchObject({ phase: "prm", label: "Fetching fixture-plus-minus" });
    expect(fetching?.totalBytes).toBeGreaterThan(1000);
    told.length = 0;
    expect(await engine.scorePath(request)).toEqual(first);
    expect(told).toEqual([]);
    expect(engine.info.verifier?.id).toBe("fixture-prm");
  });

  it("lets runs name a verifier once it was fetched for a look", async () => {
    const verifier = "fixture-two-class-special";
    const named = () => engine.openRun({ problem: PROBLEM, seed: 1, verifier });
    expect(named).toThrow(`The verifier "${verifier}" is not loaded.`);
    await engine.scorePath({ problem, path: grown.path, verifiers: [verifier] });
    const run = named();
    expect(run.verifier?.card.id).toBe(verifier);
    run.close();
  });

  it("refuses what it cannot take up, in a sentence", async () => {
    const { path } = grown;
    const other = path.map((step) => ({ ...step, text: "4 + 4 = 8" }));
    const strange = path.map((step) => ({ ...step, tokens: [9999] }));
    for (const path of [other, strange])
      await expect(engine.monteCarloValue({ ...ask, path })).rejects.toThrow(
        "This run's steps are not written in the tokens of fixture-policy, so it cannot read them.",
      );
    await expect(engine.monteCarloValue({ ...ask, path, count: 0 })).rejects.toThrow("from 1 to");
    const none = { problem, path, verifiers: ["gone"] };
    await expect(engine.scorePath(none)).rejects.toThrow('There is no prm model "gone"');
    const root = { problem, path: [], verifiers: ["oracle"] };
    await expect(engine.scorePath(root)).rejects.toThrow("is not a step");
  });
});

it.each([
  "fixture-prm",
  "fixture-token-classification",
  "fixture-two-class-special",
  "fixture-plus-minus",
  "fixture-implicit",
  "fixture-judge",
  "self-certainty",
  "oracle",
])(
  "%s scores a given path as it scored the sampled one",
  async (prm) => {
    const engine = await loadTestEngine({ prm });
    const { path, score } = await grownPath(engine, 9);
    const scores = await engine.scorePath({ problem, path, verifiers: [prm] });
    expect(scores).toMatchObject([{ verifier: prm, kind: engine.info.verifier?.kind }]);
    expect(scores[0]?.score).toBeCloseTo(score ?? Number.NaN, 5);
    const given = path.flatMap(({ tokens }) => tokens).length;
    const all = engine.tokenize(PROMPT).length + given;
    if (prm === "oracle") expect(scores[0]?.cost.prefilled).toBe(0);
    else expect(scores[0]?.cost.prefilled).toBeGreaterThanOrEqual(all);
    await engine.dispose();
  },
  PATIENCE,
);

it("counts right answers, and of more rollouts the first are the same", async () => {
  const family = familyOf("countdown");
  const parsed = family.parse(problem.text);
  if (!parsed.ok) throw new Error("not parsed");
  const ends: string[][] = [];
  const estimate = async (count: number) => {
    const { policy } = scriptedModels(scriptFor(family, parsed.problem), 5);
    const texts = new Map<number, string[]>([[0, []]]);
    const finished: string[][] = [];
    const watched: Policy = {
      card: policy.card,
      release: (nodes) => policy.release(nodes),
      expand: async (requests, ...rest) => {
        const made = await policy.expand(requests, ...rest);
        for (const [i, { child, text, end }] of made.expansions.entries()) {
          const path = [...(texts.get(requests[i]?.parent ?? 0) ?? []), text];
          texts.set(child, path);
          if (end === "eos") finished.push(path);
        }
        return made;
      },
    };
    const request = { ...ask, sampling: { ...SAMPLING, maxStepTokens: 48 }, path: [], count };
    const value = await rollOut({ policy: watched, style: notation }, parsed.problem, request);
    const checker = family.checker(parsed.problem);
    const right = finished.filter((steps) =>
      checker.isRight(family.extractAnswer(parsed.problem, steps)),
    ).length;
    expect(value).toMatchObject({ right, count });
    ends.push(finished.map((steps) => steps.join("; ")).sort());
    return value.right;
  };
  const [few, many] = [await estimate(16), await estimate(64)];
  expect(few).toBeGreaterThan(0);
  expect(many).toBeLessThan(64);
  const all = [...(ends[1] ?? [])];
  for (const end of ends[0] ?? []) {
    expect(all).toContain(end);
    all.splice(all.indexOf(end), 1);
  }
});
