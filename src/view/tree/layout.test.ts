import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupBy } from "./group-by.ts";
import { type Layout, place, rootLayout, spread } from "./layout.ts";

type Batch = { id: number; parent: number }[];

/** Random growth: each batch hangs children on nodes that stand already. */
const growth = fc
  .array(fc.array(fc.nat(1000), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 12 })
  .map((rounds) => {
    let next = 1;
    return rounds.map((picks) => {
      const known = next;
      return picks.map((pick) => ({ id: next++, parent: pick % known }));
    });
  });

const grow = (batches: readonly Batch[]): Layout => batches.reduce(place, rootLayout);

describe("layout", () => {
  it("never moves a node that stands", () => {
    fc.assert(
      fc.property(growth, (batches) => {
        let before = rootLayout;
        for (const batch of batches) {
          const after = place(before, batch);
          for (const [id, where] of before.places) expect(after.places.get(id)).toEqual(where);
          before = after;
        }
      }),
    );
  });

  it("keeps nodes of a column at least a row apart", () => {
    fc.assert(
      fc.property(growth, (batches) => {
        for (const rows of grow(batches).columns) {
          for (let i = 1; i < rows.length; i++) {
            expect((rows[i] ?? 0) - (rows[i - 1] ?? 0)).toBeGreaterThanOrEqual(1 - 1e-6);
          }
        }
      }),
    );
  });

  it("draws no crossing edges when each batch fills a new column", () => {
    const column = fc.array(fc.nat(1000), { minLength: 1, maxLength: 16 });
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 6 }), (rounds) => {
        let last = [0];
        let next = 1;
        const layout = grow(
          rounds.map((picks) => {
            const batch = picks.map((pick) => ({
              id: next++,
              parent: last[pick % last.length] ?? 0,
            }));
            last = batch.map(({ id }) => id);
            return batch;
          }),
        );
        const row = (id: number) => layout.places.get(id)?.row ?? Number.NaN;
        const byDepth = groupBy(layout.places.values(), ({ depth }) => depth);
        for (const nodes of byDepth.values()) {
          for (const a of nodes) {
            for (const b of nodes) {
              if (a.parent === null || b.parent === null) continue;
              if (row(a.parent) < row(b.parent)) expect(a.row).toBeLessThan(b.row);
            }
          }
        }
      }),
    );
  });

  it("runs a chain straight and centres siblings on their parent", () => {
    const layout = grow([
      [1, 2, 3].map((id) => ({ id, parent: 0 })),
      [4, 5, 6].map((id) => ({ id, parent: id - 3 })),
    ]);
    const rows = [1, 2, 3, 4, 5, 6].map((id) => layout.places.get(id)?.row);
    expect(rows).toEqual([-1, 0, 1, -1, 0, 1]);
  });

  it("refuses a child of a node that it has not seen", () => {
    expect(() => place(rootLayout, [{ id: 1, parent: 7 }])).toThrow(/node 7/);
  });
});

describe("spread", () => {
  it("leaves what is far enough apart alone", () => expect(spread([0, 2, 5])).toEqual([0, 2, 5]));
  it("stays within the bounds where there is room", () => {
    expect(spread([0, 0, 9, 9], 0, 9)).toEqual([0, 1, 8, 9]);
    expect(spread([-5, 20], 0, 9)).toEqual([0, 9]);
  });
  it("grows out of the bounds evenly where there is none", () => {
    expect(spread([0, 0, 0, 0, 0], -1, 1)).toEqual([-2, -1, 0, 1, 2]);
  });
  it("centres a crowd on what it wanted", () => expect(spread([3, 3, 3])).toEqual([2, 3, 4]));
});
