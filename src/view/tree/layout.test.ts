import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupBy } from "./group-by.ts";
import { layoutOf, nearestFree, spread } from "./layout.ts";

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

describe("layout", () => {
  it("never moves a node that stands", () => {
    fc.assert(
      fc.property(growth, (batches) => {
        const whole = layoutOf(batches);
        for (const end of batches.keys()) {
          const before = layoutOf(batches.slice(0, end));
          for (const [id, where] of before.places) expect(whole.places.get(id)).toEqual(where);
        }
      }),
    );
  });

  it("keeps nodes of a column at least a row apart", () => {
    fc.assert(
      fc.property(growth, (batches) => {
        for (const rows of layoutOf(batches).columns) {
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
        const layout = layoutOf(
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
    const layout = layoutOf([
      [1, 2, 3].map((id) => ({ id, parent: 0 })),
      [4, 5, 6].map((id) => ({ id, parent: id - 3 })),
    ]);
    const rows = [1, 2, 3, 4, 5, 6].map((id) => layout.places.get(id)?.row);
    expect(rows).toEqual([-1, 0, 1, -1, 0, 1]);
  });

  it("knows its topmost row and its lowest", () => {
    fc.assert(
      fc.property(growth, (batches) => {
        const { columns, low, high } = layoutOf(batches);
        expect([low, high]).toEqual([Math.min(...columns.flat()), Math.max(...columns.flat())]);
      }),
    );
  });

  it("refuses a child of a node that it has not seen", () => {
    expect(() => layoutOf([[{ id: 1, parent: 7 }]])).toThrow(/node 7/);
  });
});

it("stands beside the older of two rows", () => {
  expect(nearestFree([0], 0)).toBe(-1);
  expect(nearestFree([0, 1], 0.5, [0])).toBe(2);
  expect(nearestFree([0, 1], 0.5, [1])).toBe(-1);
});

it("finds the nearest row that is free", () => {
  const row = fc.double({ min: -20, max: 20, noNaN: true });
  const gaps = fc.array(fc.oneof(fc.constant(1), fc.double({ min: 1, max: 3, noNaN: true })), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(row, gaps, row, (first, apart, wanted) => {
      const taken = [first];
      for (const gap of apart) taken.push((taken.at(-1) ?? 0) + gap);
      const free = (at: number) => taken.every((other) => Math.abs(other - at) >= 1 - 1e-6);
      const found = nearestFree(taken, wanted);
      expect(free(found)).toBe(true);
      // Whatever is free and nearer would touch a row that stands, or be the wanted one.
      for (const at of [wanted, ...taken.flatMap((other) => [other - 1, other + 1])]) {
        const clearly = taken.every((other) => Math.abs(other - at) >= 1 - 1e-10);
        if (clearly) expect(Math.abs(at - wanted)).toBeGreaterThan(Math.abs(found - wanted) - 1e-6);
      }
    }),
  );
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
