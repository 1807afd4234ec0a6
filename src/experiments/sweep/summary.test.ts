import { beforeAll, describe, expect, test, vi } from "vitest";
import { type Header, type RunLine, SWEEP_VERSION } from "./file.ts";
import { settings, sweep } from "./fixtures.ts";
import {
  BY_BIN,
  bestByBin,
  binsOf,
  type Outcome,
  outcomesOf,
  PASS,
  passAtOneOf,
} from "./outcomes.ts";
import type { Settings } from "./settings.ts";
import { nameOf, pooled, summarize } from "./summary.ts";
import { accuracyTables, binTables, comparisonTables, equalFlopsTable } from "./table.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const header = (asked: Settings): Header => ({
  type: "sweep",
  version: SWEEP_VERSION,
  settings: asked,
  command: "",
  program: "0",
  models: [],
});

async function results(changes: Partial<Settings> = {}) {
  const asked = settings(changes);
  const lines = await sweep(asked);
  const runs = lines.flatMap((line) => (line.type === "run" ? line : []));
  return { header: header(asked), runs };
}

let all: { header: Header; runs: RunLine[] };
beforeAll(async () => {
  all = await results();
});

const timeless = (outcomes: readonly Outcome[]) =>
  outcomes.map((one) => JSON.stringify({ ...one, ledger: { ...one.ledger, seconds: 0 } })).sort();

describe("outcomes", () => {
  test("of votes that were not run are those of their own runs", async () => {
    const little = await results({
      strategies: ["best-of-n", "weighted-best-of-n"],
      aggregations: ["last"],
    });
    const wanted = ["majority", "best-of-n", "weighted-best-of-n"];
    const of = (outcomes: Outcome[]) => outcomes.filter((one) => wanted.includes(one.strategy));
    const read = of(outcomesOf(little, ["last", "min"]));
    expect(timeless(read)).toEqual(timeless(of(outcomesOf(all))));
  });

  test("hold pass@k, of each k from the most samples that there are", () => {
    const passes = outcomesOf(all).filter((one) => one.strategy === PASS);
    expect(passes).toHaveLength(3 * 2 * 3);
    for (const run of all.runs) {
      if (run.samples?.correct.length !== 9) continue;
      const right = run.samples.correct.filter((one) => one === 1).length;
      const of = (budget: number) =>
        passes.find(
          (one) =>
            one.problem === run.problem.text && one.seed === run.seed && one.budget === budget,
        )?.value;
      expect(of(1)).toBeCloseTo(right / 9, 12);
      // 9 · 8 · 7 · 6 / 4! = 126 ways to choose four; those of the wrong ones hold none.
      const wrong = 9 - right;
      const none = (wrong * (wrong - 1) * (wrong - 2) * (wrong - 3)) / 24 / 126;
      expect(of(4)).toBeCloseTo(1 - Math.max(0, none), 12);
      expect(of(9)).toBe(right > 0 ? 1 : 0);
    }
  });

  test("make no votes up where a rule stopped by them, or under a hard stop", async () => {
    const stopped = await results({
      strategies: ["best-of-n"],
      knobs: { stop: "beta" },
      seeds: [1],
    });
    expect(new Set(outcomesOf(stopped).map((one) => one.strategy))).toEqual(new Set(["best-of-n"]));
    const capped = await results({ strategies: ["best-of-n"], currency: "flops", budgets: [1e6] });
    expect(new Set(outcomesOf(capped).map((one) => one.strategy))).toEqual(new Set(["best-of-n"]));
  });
});

/** Four problems under two seeds, whose rows can be counted by hand. */
const hand = (strategy: string, budget: number | null, ...values: number[][]): Outcome[] =>
  values.flatMap((seeds, i) =>
    seeds.map((value, seed) => ({
      ...{
        family: "countdown" as const,
        difficulty: 3,
        problem: `p${i}`,
        seed,
        size: budget,
        value,
      },
      ...{ policy: "small", strategy, prm: null, aggregation: null, budget },
      ledger: {
        completions: budget ?? 1,
        policyTokens: 10 * (i + 1),
        prefillTokens: 0,
        prmTokens: 0,
        policyCalls: 0,
        prmCalls: 0,
        flops: 1e9,
        seconds: 0,
      },
    })),
  );

describe("a summary", () => {
  test("has one row a point, with means over problems", () => {
    const rows = summarize([
      ...hand("beam", 16, [1, 1], [1, 0], [0, 0], [1, 1]),
      ...hand("beam", 4, [1], [0]),
      ...hand("greedy", null, [1], [1], [1], [0]),
    ]);
    expect(rows).toMatchObject([
      { strategy: "beam", budget: 4, problems: 2, seeds: 1, accuracy: 0.5 },
      { strategy: "beam", budget: 16, problems: 4, seeds: 2, accuracy: 0.625 },
      { strategy: "greedy", budget: null, problems: 4, seeds: 1, accuracy: 0.75 },
    ]);
    expect(rows[1]?.ledger).toMatchObject({ completions: 16, policyTokens: 25 });
    for (const { accuracy, low, high } of rows) {
      expect(low).toBeLessThan(accuracy);
      expect(high).toBeGreaterThan(accuracy);
    }
  });

  test("tells kinds of problems apart, unless they are pooled", () => {
    const outcomes = outcomesOf(all);
    expect(new Set(summarize(outcomes).map((row) => row.family)).size).toBe(2);
    const together = summarize(pooled(outcomes));
    expect(new Set(together.map((row) => row.family))).toEqual(new Set(["all"]));
    expect(together.every((row) => row.problems === 3)).toBe(true);
  });

  test("names a curve by what tells it from the others", () => {
    const point = { policy: "p", prm: "v", budget: 1 };
    const beam = { ...point, strategy: "beam", aggregation: "last" as const };
    const other = { ...beam, aggregation: "min" as const };
    const greedy = { ...point, strategy: "greedy", prm: null, aggregation: null };
    expect(nameOf(beam, [beam, other, greedy])).toBe("beam (last)");
    expect(nameOf(beam, [beam, greedy])).toBe("beam");
    expect(nameOf(greedy, [beam, { ...greedy, policy: "q" }])).toBe("greedy (p)");
  });
});

describe("tables", () => {
  test("have curves down and budgets across", () => {
    const text = accuracyTables(
      [...hand("beam", 16, [1], [1], [0], [1]), ...hand("greedy", null, [1], [1], [1], [0])],
      "size",
    );
    const lines = text.split("\n");
    expect(lines[0]).toBe("### countdown 3: 4 problems, one seed");
    // Wilson's interval of 3 in 4.
    expect(lines).toContain("| beam   |                  | 75.0 (30.1–95.4) |");
    expect(lines).toContain("| greedy | 75.0 (30.1–95.4) |                  |");
    expect(lines).toContain("| beam   |           | 25, 1.0e9 |");
    expect(lines.at(-1)).toMatch(/^On the Pareto front .*: beam at 16, greedy\.$/);
  });

  test("say by how much one strategy beats another, and what it needs to match it", () => {
    const text = comparisonTables(
      [
        ...hand("beam", 1, [0], [0], [0], [0]),
        ...hand("beam", 4, [1], [1], [0], [0]),
        ...hand("majority", 1, [0], [0], [0], [0]),
        ...hand("majority", 4, [1], [0], [0], [0]),
      ],
      "majority",
    );
    // A quarter is half way from 0 to a half, so at √(1 · 4).
    expect(text).toMatch(/\| beam \| \+0\.0 .*; 1\.0 \| \+25\.0 \(.*\); 2\.0 \|/);
  });

  test("set a small policy's search beside a large one's first answer", () => {
    const large = hand("greedy", null, [1], [0], [0], [0]).map((one) => ({
      ...one,
      policy: "large",
    }));
    const text = equalFlopsTable([...large, ...hand("majority", 4, [1], [1], [0], [0])]);
    expect(text).toMatch(/^\| large /m);
    expect(text).toContain("| majority (small) at 4 |");
    expect(text).toContain("+25.0");
    expect(equalFlopsTable(hand("greedy", null, [1]))).toBe("");
  });

  test("go by the policy's own difficulty, with the best strategy of each", () => {
    const outcomes = outcomesOf(all);
    const bins = binsOf(passAtOneOf(all.runs), "scripted-policy");
    expect([...bins.values()].sort()).toEqual([1, 2, 4]);
    const best = bestByBin(outcomes, "scripted-policy", bins);
    expect(new Set(best.map((one) => one.strategy))).toEqual(new Set([BY_BIN]));
    expect(best).toHaveLength(3 * 2 * 3);
    expect(binTables([...outcomes, ...best], bins)).toContain(
      "### Difficulty 1, the easiest: 1 problems",
    );
  });
});
