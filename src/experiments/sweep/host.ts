/** Where a sweep's searches run: on models at hand, or wherever else a host takes them. */

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

/** One pair of models. */
export interface Host {
  /**
   * Run these to their ends, in any order and any company.
   * @param onLog the index of each that has ended, and its log. @throws what a model throws.
   */
  run(searches: readonly Asked[], onLog: (index: number, log: SearchLog) => void): Promise<void>;
}

/** Models at work on one problem under one seed. */
export interface Opened {
  policy: Policy;
  verifier: Verifier | null;
  close(): void;
}

/** @param concurrency searches under way at once, 1 or more. */
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
