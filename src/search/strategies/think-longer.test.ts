import { describe, expect, test } from "vitest";
import type { ToyRun } from "../fixtures/toy.ts";
import { toyLog } from "../fixtures/toy.ts";
import { finishedOf } from "../path.ts";
import { fold, ledgerOf, nodeOf } from "../tree.ts";
import { thinkLonger } from "./think-longer.ts";

const seeds = Array.from({ length: 20 }, (_, seed) => seed);
const run = async (more: ToyRun) => fold(await toyLog(thinkLonger, more));

describe("think longer", () => {
  test("no end is accepted before enough is spent or the score passes, and the first such is", async () => {
    const stops = { tokens: 0, score: 0 };
    for (const seed of seeds) {
      const tree = await run({ knobs: { minTokens: 120, threshold: 0.85 }, seed });
      const attempts = finishedOf(tree);
      let spent = 0;
      attempts.forEach((end, i) => {
        spent += end.path.tokens;
        const passes = end.end === "eos" && (end.score ?? 0) >= 0.85;
        expect(spent >= 120 || passes).toBe(i === attempts.length - 1);
        expect(end.verdicts[0]?.kept).toBe(i === attempts.length - 1);
        if (i === attempts.length - 1) stops[spent >= 120 ? "tokens" : "score"]++;
      });
      expect(ledgerOf(tree).policyTokens).toBe(spent);
    }
    expect(stops.tokens).toBeGreaterThan(0);
    expect(stops.score).toBeGreaterThan(0);
  });

  test("every attempt begins at the prompt", async () => {
    const tree = await run({ knobs: { minTokens: 300, threshold: 1 } });
    expect(nodeOf(tree, 0).children.length).toBe(finishedOf(tree).length);
    const others = tree.nodes.filter((node) => node.id !== 0);
    expect(others.every((node) => node.children.length <= 1)).toBe(true);
  });

  test("answers with the last attempt, or with the best", async () => {
    let apart = 0;
    for (const seed of seeds) {
      const knobs = { minTokens: 120, threshold: 1 };
      const last = await run({ knobs, seed });
      const ends = finishedOf(last);
      expect(last.answer?.node).toBe(ends.at(-1)?.id);
      expect(last.votes).toEqual([]);
      const best = await run({ knobs: { ...knobs, answer: "best" }, seed });
      const top = Math.max(...ends.map((end) => end.score ?? 0));
      expect(nodeOf(best, best.answer?.node ?? 0).score).toBe(top);
      if (best.answer?.node !== last.answer?.node) apart++;
    }
    expect(apart).toBeGreaterThan(0);
  });

  test("a budget ends it with the last attempt, though that was refused", async () => {
    const budget = { currency: "completions", limit: 2 } as const;
    const tree = await run({ knobs: { minTokens: 4096, threshold: 1 }, budget });
    expect(tree.done).toBe("budget");
    expect(tree.answer?.node).toBe(finishedOf(tree)[1]?.id);
  });

  test("says that it forces another attempt, and why one is refused", async () => {
    expect(thinkLonger.blurb).toContain("another attempt from the start, not a longer chain");
    const log = await toyLog(thinkLonger, { seed: 7 });
    const reasons = log.flatMap((e) => (e.type === "keep" || e.type === "prune" ? [e.reason] : []));
    expect(reasons[0]).toBe(
      "dropped: attempt 1 is refused; 29 of at least 200 tokens are spent, and its score, 0.52, is below 0.90",
    );
    expect(reasons.at(-1)).toBe("kept: attempt 5 is accepted; its score, 0.94, passes 0.90");
  });
});
