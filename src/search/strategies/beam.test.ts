import { describe, expect, test } from "vitest";
import type { SearchEvent } from "../events.ts";
import { toyLog } from "../fixtures/toy.ts";
import { fold, nodeOf } from "../tree.ts";
import { beam } from "./beam.ts";

const rounds = (log: SearchEvent[]) =>
  log.flatMap((event) => (event.type === "expand" ? [event.nodes] : []));

describe("beam search", () => {
  test("keeps the best ⌊n/m⌋ of the unfinished, and gives each m children", async () => {
    const log = await toyLog(beam, { knobs: { n: 16, width: 4, dedup: "keep" }, seed: 3 });
    const tree = fold(log);
    const [first, second] = rounds(log);
    expect(first).toHaveLength(16);
    expect(first?.every((node) => node.parent === 0)).toBe(true);

    const open = (first ?? []).map((node) => nodeOf(tree, node.id));
    const best = [...open]
      .sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || a.id - b.id)
      .slice(0, 4);
    const kept = open.filter((node) => node.status === "kept");
    expect(kept.map((node) => node.id)).toEqual(best.map((node) => node.id).sort((a, b) => a - b));
    expect(kept.map((node) => node.children.length)).toEqual([4, 4, 4, 4]);
    expect(second).toHaveLength(16);
    expect(open.filter((node) => node.status === "pruned")).toHaveLength(12);
    expect(open.every((node) => node.verdicts.length === 1)).toBe(true);
  });

  test("fills up to n by turns when fewer than ⌊n/m⌋ are unfinished", async () => {
    // Without slips there are three first steps: at most three beams stay of eight.
    const knobs = { n: 16, width: 2, dedup: "drop", temperature: 1 };
    const log = await toyLog(beam, { knobs, models: { skill: 0.999 } });
    const tree = fold(log);
    const kept = (rounds(log)[0] ?? [])
      .map(({ id }) => nodeOf(tree, id))
      .filter((n) => n.status === "kept");
    expect(kept.length).toBeGreaterThan(1);
    expect(kept.length).toBeLessThan(8);
    const families = kept.map((node) => node.children.length);
    expect(families.reduce((sum, count) => sum + count, 0)).toBe(16);
    expect(Math.max(...families) - Math.min(...families)).toBeLessThanOrEqual(1);
    const texts = kept.map((node) => node.text);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test("stops once n beams have finished", async () => {
    for (let seed = 0; seed < 20; seed++) {
      const log = await toyLog(beam, { knobs: { n: 8, width: 2 }, seed });
      const tree = fold(log);
      const finishedBeforeLast = fold(
        log.slice(
          0,
          log.findLastIndex((e) => e.type === "expand"),
        ),
      );
      expect(finishedBeforeLast.nodes.filter((node) => node.finish).length).toBeLessThan(8);
      expect(tree.done).toBe("answered");
    }
  });

  test("keeps one beam when the width is more than n", async () => {
    const log = await toyLog(beam, { knobs: { n: 4, width: 16 } });
    expect(log.filter((event) => event.type === "keep")[0]?.nodes).toHaveLength(1);
  });

  test("reads as sentences with the numbers", async () => {
    const log = await toyLog(beam, { knobs: { n: 16, width: 4, dedup: "keep" }, seed: 3 });
    const reasons = log.flatMap((e) => (e.type === "keep" || e.type === "prune" ? [e.reason] : []));
    expect(reasons[0]).toMatch(/^kept: among the best 4 of 16 \(scores? 0\.\d\d( to 0\.\d\d)?\)$/);
    expect(reasons[1]).toMatch(
      /^dropped: scores? 0\.\d\d.*; only the best 4 of 16 went on \(score.*\)$/,
    );
  });
});
