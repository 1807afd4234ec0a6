/** What a search is given: problem, models, knobs, seed, budget. */
import type { AnswerChecker } from "../problems/answers/checker.ts";
import type { Problem } from "../problems/family.ts";
import type { KnobValues } from "./knobs.ts";
import type { Budget } from "./ledger.ts";
import type { Policy, Verifier } from "./model.ts";

export interface SearchContext {
  problem: Problem;
  /**
   * The answer of a finished trajectory, in canonical form (from the family). It reads what
   * the trajectory says, right or wrong: one that gave null for wrong steps would tell the
   * votes what only a checker may know.
   */
  extractAnswer(steps: readonly string[]): string | null;
  /** Which answers are one, and whether they are right: only the run's end asks the latter. */
  checker: AnswerChecker;
  policy: Policy;
  /** null when the strategy needs none or none is loaded. */
  verifier: Verifier | null;
  knobs: KnobValues;
  seed: number;
  budget: Budget | null;
  signal?: AbortSignal;
  /** Seconds since the run began; injected so that tests are exact. */
  clock(): number;
}
