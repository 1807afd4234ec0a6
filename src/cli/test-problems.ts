/** Problems to measure on; the same seed gives the same problems. */
import { drawProblems, tooFew } from "../experiments/sweep/problem-set.ts";
import type { Difficulty, Family, Problem, Split } from "../problems/family.ts";
import { UsageError } from "./usage.ts";

export interface ProblemsWanted {
  family: Family;
  difficulty: Difficulty;
  count: number;
  /** The seed of the first problem. */
  seed: number;
  split?: Split;
}

/**
 * Problems of a split, by default the test split, no two with the same key.
 * @throws UsageError when the level has too few.
 */
export function problemsOf({
  family,
  difficulty,
  count,
  seed,
  split = "test",
}: ProblemsWanted): Problem[] {
  const problems = drawProblems(family, difficulty, { count, seed, split });
  if (problems.length === count) return problems;
  throw new UsageError(tooFew(family, difficulty, split, problems.length));
}
