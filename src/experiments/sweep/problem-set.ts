/** Problems to measure on, drawn from a split of a family, no two with the same key. */
import type { Difficulty, Family, Problem, Split } from "../../problems/family.ts";

/**
 * The same arguments give the same problems, and a larger count adds more after them.
 * @param seed of the first draw.
 * @returns fewer than `count` problems when hardly any others were found at the level.
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

/** The refusal where `drawProblems` found too few. */
export const tooFew = (family: Family, level: Difficulty, split: Split, found: number): string =>
  `${family.label} has only about ${found} ${split} problems at level ${level}; ask for fewer.`;
