import fc from "fast-check";
import { expect, it } from "vitest";
import type { SearchLog } from "../../search/events.ts";
import { toyLog } from "../../search/fixtures/toy.ts";
import { mctsPuct } from "../../search/strategies/mcts-puct.ts";
import { fold } from "../../search/tree.ts";
import { foldSaid } from "./FoldMark.tsx";
import { foldTree, middleOf, rowsPerFold } from "./fold.ts";
import { createLogLayout } from "./layout-of-log.ts";

const log: SearchLog = await toyLog(mctsPuct, { knobs: { n: 24, branch: 8 } });
const tree = fold(log);
const layout = createLogLayout().of(log);
const nodes = tree.nodes.filter(({ parent }) => parent !== null);
const isRight = (answer: string | null) => answer === "24";
const place = (id: number) => {
  const there = layout.places.get(id);
  if (!there) throw new Error(`Node ${id} has no place.`);
  return there;
};

const level = fc.integer({ min: 0, max: 7 }).map((power) => 2 ** power);
const some = fc.uniqueArray(fc.nat(tree.nodes.length - 1), { maxLength: 8 });

it("loses no node and draws none twice, and leaves what is apart by itself", () => {
  fc.assert(
    fc.property(level, some, (rows, alone) => {
      const apart = (id: number) => alone.includes(id);
      const folded = foldTree(nodes, layout, { rows, apart, isRight });
      const drawn = [...folded.nodes.map(({ id }) => id), ...folded.folds.flatMap((f) => f.nodes)];
      expect(drawn.sort((a, b) => a - b)).toEqual(nodes.map(({ id }) => id));
      for (const one of folded.folds) {
        expect(one.nodes.length).toBeGreaterThan(1);
        expect(one.nodes.filter(apart)).toEqual([]);
        expect(one.bottom - one.top).toBeLessThan(rows);
        const places = one.nodes.map(place);
        const within = places.filter(({ row }) => row >= one.top && row <= one.bottom);
        expect(within.filter(({ depth }) => depth === one.depth)).toEqual(places);
      }
    }),
    { numRuns: 30 },
  );
});

it("counts what its steps came to", () => {
  const { folds } = foldTree(nodes, layout, { rows: 1024, apart: () => false, isRight });
  const sum = (of: (one: (typeof folds)[number]) => number) =>
    folds.reduce((all, one) => all + of(one), 0);
  const ended = nodes.filter(({ finish }) => finish !== null);
  const right = ended.filter(({ finish }) => isRight(finish?.answer ?? null));
  expect(right.length).toBeGreaterThan(0);
  const held = new Set(folds.flatMap((one) => one.nodes));
  expect(sum((one) => one.right)).toBe(right.filter(({ id }) => held.has(id)).length);
  expect(sum((one) => one.right + one.wrong)).toBe(ended.filter(({ id }) => held.has(id)).length);
  for (const { score, nodes: ids } of folds) {
    const scores = ids.flatMap((id) => tree.nodes[id]?.score ?? []);
    expect(score).toBeCloseTo(scores.reduce((all, one) => all + one, 0) / scores.length);
  }
});

it("leads each fold to where its steps come from, once", () => {
  fc.assert(
    fc.property(level, some, (rows, alone) => {
      const rule = { rows, apart: (id: number) => alone.includes(id), isRight };
      const { folds, edges } = foldTree(nodes, layout, rule);
      expect(new Set(edges.map(({ key }) => key)).size).toBe(edges.length);
      const foldOf = (id: number) => folds.find((one) => one.nodes.includes(id));
      const wanted = folds.flatMap((one) =>
        one.nodes.map((id) => {
          const from = place(id).parent ?? 0;
          const origin = foldOf(from);
          const row = origin ? middleOf(origin) : place(from).row;
          return `${one.depth}: ${row} to ${middleOf(one)}`;
        }),
      );
      const drawn = edges.map(({ from, to }) => `${to.depth}: ${from.row} to ${to.row}`);
      expect(new Set(drawn)).toEqual(new Set(wanted));
    }),
    { numRuns: 30 },
  );
});

it("folds only rows that are too low to be seen, and into what a number can be read in", () => {
  expect(rowsPerFold(3)).toBe(0);
  expect(rowsPerFold(9)).toBe(0);
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 2.99, noNaN: true }), (row) => {
      const height = rowsPerFold(row) * row;
      expect(height).toBeGreaterThanOrEqual(11 - 1e-9);
      expect(height).toBeLessThan(22 + 1e-9);
    }),
  );
});

it("says what it holds", () => {
  const one = { key: "", depth: 1, top: 0, bottom: 3, nodes: [1, 2, 3, 4], score: 0.25 };
  expect(foldSaid({ ...one, right: 1, wrong: 0, unknown: 0, dropped: 2 })).toBe(
    "4 steps folded together: mean score 0.250, 1 ended right, 2 dropped",
  );
});
