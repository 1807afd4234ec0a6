/** The inputs of a search: problem, models, knobs, seed, budget. */
import type { AnswerChecker } from "../problems/answers/checker.ts";
import type { Problem } from "../problems/family.ts";
import type { KnobValues } from "./knobs.ts";
import type { Budget } from "./ledger.ts";
import type { Policy, Verifier } from "./model.ts";

export interface SearchContext {
  problem: Problem;
  /**
   * The answer of a finished trajectory, in canonical form (from the family). It reads the answer whether
   * right or wrong: returning null for wrong steps would tell the votes what only a checker may know.
   */
  extractAnswer(steps: readonly string[]): string | null;
  /** Tells which answers are the same, and at the end of the run whether its answer is right. */
  checker: AnswerChecker;
  policy: Policy;
  /** null when the strategy needs no verifier, or none is loaded. */
  verifier: Verifier | null;
  knobs: KnobValues;
  seed: number;
  budget: Budget | null;
  signal?: AbortSignal;
  /** Seconds since the run began. Tests pass a clock of their own. */
  clock(): number;
}
