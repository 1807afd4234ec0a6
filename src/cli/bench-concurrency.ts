/** Bench measurements of many rows at once: concurrent searches, and wide searches. */
import type { Engine } from "../engine/contract/engine.ts";
import type { Problem } from "../problems/family.ts";
import { measure } from "./bench-measures.ts";
import type { Sweep, Width } from "./bench-report.ts";

const SEED = 1;

/** A search so small that it leaves the batch nearly empty when it runs alone. */
const SWEEP = { strategy: "beam", knobs: { n: 4, width: 4, temperature: 1 }, fork: true };

/** Times the same searches one at a time and all at once, alternately, and keeps each way's fastest time. */
export async function timeSweep(
  engine: Engine,
  problems: readonly Problem[],
  runs: number,
  repeats: number,
): Promise<Sweep> {
  const searches = Array.from({ length: runs }, (_, i) => {
    const problem = problems[i % problems.length];
    if (!problem) throw new RangeError("A sweep needs a problem.");
    return () => measure(engine, problem, { ...SWEEP, seed: SEED + i });
  });
  const seconds = { oneByOne: Number.POSITIVE_INFINITY, atOnce: Number.POSITIVE_INFINITY };
  for (let repeat = 0; repeat < repeats; repeat++) {
    const began = performance.now();
    for (const search of searches) await search();
    const between = performance.now();
    await Promise.all(searches.map((search) => search()));
    const ended = performance.now();
    seconds.oneByOne = Math.min(seconds.oneByOne, (between - began) / 1000);
    seconds.atOnce = Math.min(seconds.atOnce, (ended - between) / 1000);
  }
  const { strategy, knobs } = SWEEP;
  return { strategy, knobs, runs, ...seconds, ratio: seconds.oneByOne / seconds.atOnce };
}

/** Seconds per token of a majority vote at each number of completions; the fastest of the repeats. */
export async function timeWidths(
  engine: Engine,
  problem: Problem,
  widths: readonly number[],
  repeats: number,
): Promise<Width[]> {
  const best = new Map<number, number>();
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const n of widths) {
      const knobs = { n, temperature: 1 };
      const options = { strategy: "majority", knobs, seed: SEED + repeat, fork: true };
      const { cost, seconds } = await measure(engine, problem, options);
      best.set(n, Math.min(best.get(n) ?? Number.POSITIVE_INFINITY, seconds / cost.generated));
    }
  }
  return [...best].map(([n, secondsPerToken]) => ({ n, secondsPerToken }));
}
