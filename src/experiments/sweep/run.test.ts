import { describe, expect, test, vi } from "vitest";
import { familyOf } from "../../problems/families/index.ts";
import { strategyOf } from "../../search/index.ts";
import { finishedOf, pathTo, stepsTo } from "../../search/path.ts";
import { runSearch } from "../../search/run.ts";
import { majority } from "../../search/strategies/majority.ts";
import { fold, type Tree } from "../../search/tree.ts";
import type { Line, RunLine } from "./file.ts";
import { host, open, settings, sweep, timeless } from "./fixtures.ts";
import { hostOf } from "./host.ts";
import { pairsOf, planSearches } from "./plan.ts";
import { knobsOf, problemsOf, SweepRefused } from "./settings.ts";

vi.setConfig({ testTimeout: 60_000 });

const runsOf = (lines: readonly Line[]): RunLine[] =>
  lines.flatMap((line) => (line.type === "run" ? line : []));
const noShape = () => {
  throw new Error("no shape is asked for");
};

/** One search alone, as the command line and the page run it. */
async function alone(run: Pick<RunLine, "problem" | "strategy" | "aggregation" | "size" | "seed">) {
  const strategy = strategyOf(run.strategy);
  const problem = problemsOf(settings()).find(({ text }) => text === run.problem.text);
  if (!strategy || !problem) throw new Error("no such run");
  const { policy, verifier } = open(problem, run.seed);
  const knobs = {
    ...knobsOf(strategy, settings()),
    ...(run.aggregation && { aggregation: run.aggregation }),
    ...(strategy.size !== null && { [strategy.size]: run.size }),
  };
  const family = familyOf(problem.family);
  const log = [];
  const request = { problem, family, policy, verifier, knobs, seed: run.seed };
  for await (const event of runSearch(strategy, request)) log.push(event);
  return fold(log);
}

describe("a sweep", () => {
  test("says of every point what a run of its own says, whatever was shared", async () => {
    const runs = runsOf(await sweep(settings()));
    // 3 problems × (2 seeds × 3 budgets × (majority + 3 × 2 aggregations) + greedy once)
    expect(runs).toHaveLength(3 * (2 * 3 * 7 + 1));
    for (const run of runs) {
      const { answer, ledgers } = await alone(run);
      const { seconds: _, ...spent } = ledgers.at(-1) ?? {};
      expect(run).toMatchObject({
        answer: answer?.answer,
        correct: answer?.correct,
        ledger: spent,
      });
    }
    expect(new Set(runs.map((run) => run.correct)).size).toBe(2);
  });

  test("draws the samples of one size once, and beams of each size apart", () => {
    const asked = settings();
    const [pair] = pairsOf(asked);
    if (!pair) throw new Error("no pair");
    const searches = planSearches(asked, pair, problemsOf(asked).slice(0, 1), noShape);
    const sizes = (id: string) =>
      searches.flatMap(({ strategy, knobs, seed }) =>
        strategy.id === id && seed === 1 ? [knobs.n] : [],
      );
    expect(sizes("best-of-n")).toEqual([1, 4, 9]);
    expect(sizes("beam")).toEqual([1, 1, 4, 4, 9, 9]);
    expect(sizes("majority")).toEqual([]);
    expect(searches.filter(({ strategy }) => strategy.id === "greedy")).toHaveLength(1);
  });

  // Why no smaller size is read off a larger one: if this ever holds, it may be.
  test("another size draws other samples, from the second steps on", async () => {
    const [problem] = problemsOf(settings());
    if (!problem) throw new Error("no problem");
    const at = (size: number) =>
      alone({
        problem: { family: "countdown", difficulty: null, text: problem.text },
        strategy: majority.id,
        aggregation: null,
        size,
        seed: 1,
      });
    const drawn = (tree: Tree) =>
      finishedOf(tree)
        .map(({ id }) => ({ first: pathTo(tree, id)[0]?.id ?? 0, steps: stepsTo(tree, id) }))
        .sort((a, b) => a.first - b.first)
        .slice(0, 16)
        .map(({ steps }) => steps);
    const [few, many] = [drawn(await at(16)), drawn(await at(64))];
    expect(few.map(([first]) => first)).toEqual(many.map(([first]) => first));
    expect(few).not.toEqual(many);
  });

  test("comes to the same in another order and several at a time", async () => {
    const asked = settings({ strategies: ["majority", "best-of-n", "beam"] });
    const whole = timeless(await sweep(asked));
    expect(timeless(await sweep(asked, [], host(4)))).toEqual(whole);
    const reversed = { ...asked, seeds: [2, 1], budgets: [9, 4, 1] };
    expect(timeless(await sweep(reversed))).toEqual(whole);
  });

  test.each(["size", "flops"] as const)(
    "goes on after any line as though it had not stopped (%s)",
    async (currency) => {
      const budgets = currency === "size" ? [1, 4] : [2e5, 1e6];
      const asked = settings({ currency, budgets, seeds: [1] });
      const whole = await sweep(asked);
      for (let kept = 0; kept <= whole.length; kept += currency === "size" ? 7 : 4) {
        const before = whole.slice(0, kept);
        expect(timeless([...before, ...(await sweep(asked, before))])).toEqual(timeless(whole));
      }
      expect(await sweep(asked, whole)).toEqual([]);
    },
  );

  test("draws nothing again for a vote that is missing", async () => {
    const asked = settings({ strategies: ["majority", "best-of-n"], seeds: [1] });
    const whole = await sweep(asked);
    const before = whole.filter((line) => line.type === "run" && line.samples);
    const closed = hostOf(() => {
      throw new Error("a model was opened");
    }, 1);
    expect(timeless([...before, ...(await sweep(asked, before, closed))])).toEqual(timeless(whole));
  });

  test("stops within a step of a budget in FLOPs, and fits the size to it", async () => {
    const asked = settings({
      strategies: ["majority", "best-of-n", "beam"],
      currency: "flops",
      budgets: [1e5, 1e6, 4e6],
      seeds: [1],
    });
    const lines = await sweep(asked);
    expect(lines[0]).toMatchObject({ type: "shape", family: "countdown", difficulty: null });
    const runs = runsOf(lines);
    for (const { budget, ledger } of runs) expect(ledger.flops).toBeLessThan((budget ?? 0) + 2e5);
    const sizeOf = (strategy: string, budget: number) =>
      runs.find((run) => run.strategy === strategy && run.budget === budget)?.size ?? 0;
    expect(sizeOf("best-of-n", 4e6)).toBeGreaterThan(sizeOf("best-of-n", 1e6));
    // No verifier to pay.
    expect(sizeOf("majority", 4e6)).toBeGreaterThan(sizeOf("best-of-n", 4e6));
  });

  test("refuses a currency that says nothing of a strategy's size", async () => {
    const asked = settings({ strategies: ["majority"], currency: "prmTokens", budgets: [100] });
    await expect(sweep(asked)).rejects.toThrow(SweepRefused);
  });
});
