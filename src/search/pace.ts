/**
 * The pace of models, from the ledgers of a run: time = calls · a + FLOPs · b, fitted by least squares
 * with a, b ≥ 0 over the events of the run, and then scaled to give the total time of the run.
 */
import type { Ledger } from "./ledger.ts";
import type { Shape } from "./shape.ts";

export type Pace = NonNullable<Shape["pace"]>;

/** @param ledgers the ledgers after each event of a run. @returns null when no model was called, or no time passed. */
export function paceOf(ledgers: readonly Ledger[]): Pace | null {
  const rows = ledgers.slice(1).map((ledger, i) => {
    const before = ledgers[i] ?? ledger;
    return {
      calls: ledger.policyCalls + ledger.prmCalls - before.policyCalls - before.prmCalls,
      flops: ledger.flops - before.flops,
      seconds: ledger.seconds - before.seconds,
    };
  });
  const worked = rows.filter(({ calls }) => calls > 0);
  const total = (of: (row: (typeof rows)[number]) => number): number =>
    worked.reduce((sum, row) => sum + of(row), 0);
  const seconds = total((row) => row.seconds);
  if (worked.length === 0 || seconds <= 0) return null;

  const cc = total((row) => row.calls ** 2);
  const cf = total((row) => row.calls * row.flops);
  const ff = total((row) => row.flops ** 2);
  const cs = total((row) => row.calls * row.seconds);
  const fs = total((row) => row.flops * row.seconds);
  const determinant = cc * ff - cf ** 2;
  const both = {
    secondsPerCall: (cs * ff - fs * cf) / determinant,
    secondsPerFlop: (fs * cc - cs * cf) / determinant,
  };
  const callsAlone = { secondsPerCall: cs / cc, secondsPerFlop: 0 };
  const flopsAlone = { secondsPerCall: 0, secondsPerFlop: fs / ff };
  // When the two cannot be told apart, all time goes to calls: small models spend it between kernels.
  const dependent = !(determinant > 1e-9 * cc * ff);
  const { secondsPerCall, secondsPerFlop } =
    dependent || both.secondsPerFlop < 0 ? callsAlone : both.secondsPerCall < 0 ? flopsAlone : both;
  const told = total((row) => row.calls * secondsPerCall + row.flops * secondsPerFlop);
  const scale = told > 0 ? seconds / told : 0;
  return { secondsPerCall: secondsPerCall * scale, secondsPerFlop: secondsPerFlop * scale };
}
