/** Runs a search: checks the request, and then yields the events from "start" to "done". */

import { z } from "zod";
import type { Family } from "../problems/family.ts";
import { type Problem, recordOf } from "../problems/problem.ts";
import type { SearchContext } from "./context.ts";
import { type SearchEvent, versionFor } from "./events.ts";
import { parseKnobs } from "./knob-values.ts";
import { type Budget, CURRENCY_IDS } from "./ledger.ts";
import type { Policy, Verifier } from "./model.ts";
import { Search } from "./search.ts";
import { LARGEST_SEED, seedSchema } from "./seed.ts";
import type { Strategy } from "./strategy.ts";

export interface RunRequest {
  problem: Problem;
  family: Family;
  /** Reads the answer from the steps of a finished trajectory; by the family's notation when left out. */
  readAnswer?(steps: readonly string[]): string | null;
  /** A policy that was opened for this problem and this seed. */
  policy: Policy;
  /** A strategy that needs no verifier does not use or pay for it. */
  verifier?: Verifier | null;
  /** Knobs that are left out have their defaults; numbers may be spelled as text. */
  knobs?: Readonly<Record<string, unknown>>;
  /** A whole number from 0 to LARGEST_SEED. */
  seed: number;
  budget?: Budget | null;
  signal?: AbortSignal | undefined;
  /** Seconds since the run began; the wall clock when left out. */
  clock?: () => number;
}

/** A run that cannot begin. The message is one sentence for the user. */
export class RunRefused extends Error {
  override readonly name = "RunRefused";
}

export const budgetSchema = z.object({
  currency: z.enum(CURRENCY_IDS),
  limit: z.number().positive(),
});

/** @throws RunRefused when a knob, the seed or the budget is out of range, or a verifier is missing. */
export function createContext(strategy: Strategy, request: RunRequest): SearchContext {
  const { problem, family, policy, seed } = request;
  const knobs = parseKnobs(strategy.knobs, request.knobs ?? {});
  if (!knobs.ok) throw new RunRefused(knobs.error);
  if (!seedSchema.safeParse(seed).success)
    throw new RunRefused(`The seed must be a whole number from 0 to ${LARGEST_SEED}, not ${seed}.`);
  const budget = request.budget ?? null;
  if (budget !== null && !budgetSchema.safeParse(budget).success)
    throw new RunRefused(`A budget must be more than 0 of one of ${CURRENCY_IDS.join(", ")}.`);
  const verifier = strategy.needsVerifier ? (request.verifier ?? null) : null;
  if (strategy.needsVerifier && verifier === null)
    throw new RunRefused(`${strategy.label} needs a verifier, and none is loaded.`);
  const began = performance.now();
  return {
    problem,
    extractAnswer: request.readAnswer ?? ((steps) => family.extractAnswer(problem, steps)),
    checker: family.checker(problem),
    policy,
    verifier,
    knobs: knobs.values,
    seed,
    budget,
    ...(request.signal && { signal: request.signal }),
    clock: request.clock ?? (() => (performance.now() - began) / 1000),
  };
}

/**
 * Runs a strategy. Breaking off the iteration stops the search at the next event; firing the signal
 * ends it with a "done" of reason "cancelled".
 * @throws RunRefused at once when the run cannot begin; later, whatever a model throws.
 */
export function runSearch(
  strategy: Strategy,
  request: RunRequest,
): AsyncGenerator<SearchEvent, void, void> {
  return events(strategy, createContext(strategy, request));
}

async function* events(
  strategy: Strategy,
  context: SearchContext,
): AsyncGenerator<SearchEvent, void, void> {
  const { problem, policy, verifier, knobs, seed, budget, signal } = context;
  const search = new Search(context);
  const record = recordOf(problem);
  yield search.emit({
    type: "start",
    version: versionFor(record),
    problem: record,
    strategy: strategy.id,
    knobs,
    seed,
    budget,
    policy: policy.card,
    verifier: verifier?.card ?? null,
  });
  let reason: Extract<SearchEvent, { type: "done" }>["reason"];
  try {
    reason = yield* strategy.run(search);
  } catch (error) {
    if (!signal?.aborted) throw error;
    reason = "cancelled";
  }
  yield search.emit({ type: "done", reason, ledger: search.stamp() });
}
