import { describe, expect, test } from "vitest";
import { emptyLedger } from "../../search/ledger.ts";
import { PASS } from "../sweep/outcomes.ts";
import type { Summary } from "../sweep/summary.ts";
import { LABEL_HEIGHT, plotOf } from "./plot.ts";

const row = (
  strategy: string,
  budget: number | null,
  accuracy: number,
  flops: number,
): Summary => ({
  ...{
    family: "countdown",
    difficulty: 3,
    policy: "small",
    strategy,
    prm: null,
    aggregation: null,
  },
  ...{ budget, problems: 20, seeds: 2, accuracy, low: accuracy - 0.1, high: accuracy + 0.1 },
  ledger: { ...emptyLedger(), completions: budget ?? 1, flops },
});

const rows = [
  row("greedy", null, 0.3, 1e8),
  row("beam", 16, 0.6, 2e9),
  row("beam", 1, 0.3, 1e8),
  row("beam", 4, 0.5, 5e8),
  row("majority", 1, 0.3, 1e8),
  row("majority", 16, 0.6, 1e9),
  row(PASS, 16, 0.8, 1e9),
];

describe("a plot", () => {
  const plot = plotOf(rows, { x: "flops" });
  const curve = (name: string) => plot.curves.find((one) => one.name === name);

  test("has a curve a strategy, from the least cost to the most", () => {
    expect(plot.curves.map(({ name }) => name)).toEqual(["greedy", "beam", "majority", PASS]);
    const xs = curve("beam")?.points.map(({ x }) => x) ?? [];
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
    expect(curve("beam")?.line).toMatch(/^M[\d.]+,[\d.]+L/);
    expect(curve("greedy")).toMatchObject({ line: null, band: null });
  });

  test("goes up with accuracy, by logarithm along, and stays in its frame", () => {
    const { frame } = plot;
    const [one, four, sixteen] = curve("beam")?.points ?? [];
    if (!one || !four || !sixteen) throw new Error("no points");
    expect(one.y).toBeGreaterThan(sixteen.y);
    // log(5) and log(4) of it.
    expect((four.x - one.x) / (sixteen.x - four.x)).toBeCloseTo(Math.log(5) / Math.log(4), 2);
    for (const { x, low, high } of plot.curves.flatMap(({ points }) => points)) {
      expect(x).toBeGreaterThanOrEqual(frame.left);
      expect(x).toBeLessThanOrEqual(frame.right);
      expect(high).toBeGreaterThanOrEqual(frame.top);
      expect(low).toBeLessThanOrEqual(frame.bottom);
    }
    expect(plot.x.ticks.map(({ text }) => text)).toEqual([
      ...["10⁸", "2 × 10⁸", "3 × 10⁸", "5 × 10⁸", "7 × 10⁸", "10⁹", "2 × 10⁹"],
    ]);
  });

  test("has labels that do not overlap, and one colour a curve", () => {
    const labels = plot.curves.map(({ label }) => label.y).sort((a, b) => a - b);
    for (const [i, y] of labels.entries())
      if (i > 0) expect(y - (labels[i - 1] ?? 0)).toBeGreaterThanOrEqual(LABEL_HEIGHT - 0.1);
    const many = plotOf(
      Array.from({ length: 20 }, (_, i) => row(`s${i}`, 4, 0.5, 1e9 + i)),
      { x: "flops" },
    );
    const styles = many.curves.map(({ color, dash }) => `${color} ${dash}`);
    expect(new Set(styles).size).toBe(20);
  });

  test("draws one sweep over another, dashed, in the colours of the same curves", () => {
    const live = [row("beam", 4, 0.4, 6e8), row("beam", 16, 0.5, 3e9), row("dvts", 4, 0.2, 5e8)];
    const both = plotOf(rows, { x: "flops", shade: "dark", over: { rows: live, mark: "yours" } });
    const style = (name: string) => both.curves.find((one) => one.name === name);
    expect(both.curves.map(({ name }) => name)).toEqual([
      ...["greedy", "beam", "majority", PASS],
      ...["beam, yours", "dvts, yours"],
    ]);
    expect(style("beam, yours")).toMatchObject({ over: true, color: style("beam")?.color });
    expect(style("beam, yours")?.dash).not.toBe(style("beam")?.dash);
    const colors = ["greedy", "beam", "majority", "dvts, yours"].map((name) => style(name)?.color);
    expect(new Set(colors).size).toBe(4);
  });

  test("takes any currency, and says what spends none of it", () => {
    expect(plotOf(rows, { x: "budget" }).x.label).toBe("Budget a problem, on average");
    const scored = { ...row("beam", 4, 0.5, 1e9) };
    scored.ledger = { ...scored.ledger, prmTokens: 50 };
    const some = plotOf([scored, row("majority", 4, 0.5, 1e9)], { x: "prmTokens" });
    expect(some.curves).toHaveLength(1);
    expect(some.notes).toEqual(["majority spends none and is not shown."]);
    expect(() => plotOf(rows, { x: "prmTokens" })).toThrow(RangeError);
  });
});
