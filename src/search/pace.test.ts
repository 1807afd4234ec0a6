import fc from "fast-check";
import { expect, it } from "vitest";
import { emptyLedger, type Ledger } from "./ledger.ts";
import { paceOf } from "./pace.ts";

const ledgersOf = (
  rows: readonly { calls: number; flops: number; seconds: number }[],
): Ledger[] => {
  const all = [emptyLedger()];
  for (const { calls, flops, seconds } of rows) {
    const last = all.at(-1) ?? emptyLedger();
    all.push({
      ...last,
      policyCalls: last.policyCalls + calls,
      flops: last.flops + flops,
      seconds: last.seconds + seconds,
    });
  }
  return all;
};

it("finds both costs again", () => {
  const rows = [
    { calls: 4, flops: 1e6 },
    { calls: 2, flops: 9e6 },
    { calls: 7, flops: 3e6 },
  ].map((row) => ({ ...row, seconds: 0.01 * row.calls + 2e-9 * row.flops }));
  const pace = paceOf(ledgersOf(rows));
  expect(pace?.secondsPerCall).toBeCloseTo(0.01, 8);
  expect(pace?.secondsPerFlop).toBeCloseTo(2e-9, 14);
});

it("is never negative, and its own run's time comes out", () => {
  const row = fc.record({
    calls: fc.integer({ min: 1, max: 50 }),
    flops: fc.double({ min: 1e3, max: 1e9, noNaN: true }),
    seconds: fc.double({ min: 1e-4, max: 10, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
      const pace = paceOf(ledgersOf(rows));
      if (!pace) throw new Error("no pace");
      expect(pace.secondsPerCall).toBeGreaterThanOrEqual(0);
      expect(pace.secondsPerFlop).toBeGreaterThanOrEqual(0);
      const told = rows.reduce(
        (sum, { calls, flops }) => sum + calls * pace.secondsPerCall + flops * pace.secondsPerFlop,
        0,
      );
      const spent = rows.reduce((sum, { seconds }) => sum + seconds, 0);
      expect(told / spent).toBeCloseTo(1, 6);
    }),
  );
});

it("is not known where no model was called", () => {
  expect(paceOf([])).toBeNull();
  expect(paceOf(ledgersOf([{ calls: 0, flops: 0, seconds: 1 }]))).toBeNull();
});
