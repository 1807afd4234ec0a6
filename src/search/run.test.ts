import { describe, expect, test } from "vitest";
import type { SearchEvent } from "./events.ts";
import { toyFamily, toyLog, toyProblem, toyScript } from "./fixtures/toy.ts";
import type { Policy } from "./model.ts";
import { RunRefused, type RunRequest, runSearch } from "./run.ts";
import { scriptedModels } from "./scripted.ts";
import { bestOfN } from "./strategies/best-of-n.ts";
import { greedy } from "./strategies/greedy.ts";
import { majority } from "./strategies/majority.ts";
import { fold } from "./tree.ts";

const request = (changes: Partial<RunRequest> = {}): RunRequest => ({
  problem: toyProblem,
  family: toyFamily,
  ...scriptedModels(toyScript, 1),
  seed: 1,
  ...changes,
});

describe("runSearch", () => {
  test.each<[string, Partial<RunRequest>]>([
    ["n must be a whole number from 1 to 256, not 999.", { knobs: { n: 999 } }],
    ["The seed must be a whole number from 0 to 4294967295, not -1.", { seed: -1 }],
    ["Best of N needs a verifier, and none is loaded.", { verifier: null }],
    [
      "A budget must be more than 0 of one of completions, policyTokens, prefillTokens, prmTokens, policyCalls, prmCalls, flops, seconds.",
      { budget: { currency: "flops", limit: 0 } },
    ],
  ])("refuses at once: %s", (sentence, changes) => {
    expect(() => runSearch(bestOfN, request(changes))).toThrow(new RunRefused(sentence));
  });

  test("leaves a verifier alone that the strategy does not need", async () => {
    const log = await toyLog(majority);
    expect(log[0]).toMatchObject({ type: "start", verifier: null });
    expect(log.at(-1)).toMatchObject({ ledger: { prmTokens: 0, prmCalls: 0 } });
  });

  test("greedy is one path of first choices, whatever the seed", async () => {
    const texts = async (seed: number) =>
      fold(await toyLog(greedy, { seed })).nodes.map((node) => node.text);
    expect(await texts(1)).toEqual(await texts(99));
    expect(fold(await toyLog(greedy)).nodes.every((node) => node.children.length <= 1)).toBe(true);
  });

  test("another seed gives another tree", async () => {
    const texts = async (seed: number) =>
      fold(await toyLog(bestOfN, { seed })).nodes.map((node) => node.text);
    expect(await texts(1)).not.toEqual(await texts(2));
  });

  test("ends as cancelled within the step when the signal fires", async () => {
    const stop = new AbortController();
    const { policy, verifier } = scriptedModels(toyScript, 1);
    let calls = 0;
    const slow: Policy = {
      ...policy,
      async expand(requests, sampling, signal) {
        if (++calls === 2) stop.abort();
        return policy.expand(requests, sampling, signal);
      },
    };
    const log: SearchEvent[] = [];
    const run = request({ policy: slow, verifier, signal: stop.signal });
    for await (const event of runSearch(bestOfN, run)) log.push(event);
    expect(log.at(-1)).toMatchObject({ type: "done", reason: "cancelled" });
    expect(log.filter((event) => event.type === "expand")).toHaveLength(1);
    expect(fold(log).answer).toBeNull();
  });

  test("passes on what a model throws", async () => {
    const { policy } = scriptedModels(toyScript, 1);
    const broken: Policy = { ...policy, expand: () => Promise.reject(new Error("device lost")) };
    const drain = async () => {
      for await (const _ of runSearch(majority, request({ policy: broken })));
    };
    await expect(drain()).rejects.toThrow("device lost");
  });

  test("a budget buys whole completions first", async () => {
    const budget = { currency: "policyTokens", limit: 150 } as const;
    const tree = fold(await toyLog(majority, { knobs: { n: 64, maxStepTokens: 12 }, budget }));
    expect(tree.done).toBe("budget");
    expect(tree.answer?.answer).not.toBeNull();
    const unfinished = tree.nodes.filter((node) => node.status === "pruned");
    expect(unfinished.length).toBeGreaterThan(0);
    for (const { verdicts } of unfinished)
      expect(verdicts.at(-1)?.reason).toBe(
        "dropped unfinished: the budget of 150 policy tokens is spent",
      );
  });

  test("cut-off trajectories have no answer", async () => {
    const tree = fold(await toyLog(majority, { knobs: { maxSteps: 1 } }));
    expect(tree.nodes.filter((node) => node.status === "finished")).toHaveLength(16);
    expect(tree.answer).toMatchObject({ node: null, answer: null, correct: false });
    expect(tree.done).toBe("exhausted");
  });
});
