/** Problems to measure on: drawn from a family's held-out split, no two of the same key. */
import type { Difficulty, Family, Problem, Split } from "../../problems/family.ts";

/**
 * @param seed of the first draw; the same arguments give the same problems, and a larger count the
 * same ones with more after them.
 * @returns fewer than `count` where the level has no more, about.
 */
export function drawProblems(
  family: Family,
  difficulty: Difficulty,
  { count, seed, split }: { count: number; seed: number; split: Split },
): Problem[] {
  const problems = new Map<string, Problem>();
  for (let draw = 0; problems.size < count && draw < 20 * count + 200; draw++) {
    const problem = family.generate(seed + draw, difficulty, split);
    if (!problems.has(problem.key)) problems.set(problem.key, problem);
  }
  return [...problems.values()];
}
