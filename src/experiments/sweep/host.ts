/** Where the searches of a sweep run. */
import { familyOf } from "../../problems/families/index.ts";
import type { Problem } from "../../problems/family.ts";
import type { SearchLog } from "../../search/events.ts";
import { inParallel } from "../../search/in-parallel.ts";
import type { KnobValues } from "../../search/knobs.ts";
import type { Budget } from "../../search/ledger.ts";
import type { Policy, Verifier } from "../../search/model.ts";
import { runSearch } from "../../search/run.ts";
import type { Strategy } from "../../search/strategy.ts";

export interface Asked {
  problem: Problem;
  seed: number;
  strategy: Strategy;
  knobs: KnobValues;
  budget: Budget | null;
}

/** Runs searches on one pair of models. */
export interface Host {
  /**
   * Runs these searches to their ends, in any order, alone or several at once.
   * @param onLog gets the index and the log of each search that has ended.
   * @throws what a model throws.
   */
  run(searches: readonly Asked[], onLog: (index: number, log: SearchLog) => void): Promise<void>;
}

/** Models that are open for one problem and one seed. */
export interface Opened {
  policy: Policy;
  verifier: Verifier | null;
  close(): void;
}

/** @param concurrency how many searches run at once, 1 or more. */
export const hostOf = (
  open: (problem: Problem, seed: number) => Opened,
  concurrency: number,
): Host => ({
  run: (searches, onLog) =>
    inParallel(searches.entries(), concurrency, async ([index, asked]) => {
      const { problem, seed, strategy, knobs, budget } = asked;
      const { policy, verifier, close } = open(problem, seed);
      const family = familyOf(problem.family);
      const log: SearchLog = [];
      try {
        const request = { problem, family, policy, verifier, knobs, seed, budget };
        for await (const event of runSearch(strategy, request)) log.push(event);
      } finally {
        close();
      }
      onLog(index, log);
    }),
});
