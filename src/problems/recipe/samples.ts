/** Problems with a derivation each, as the recipe trains on them: the lines of `npm run -s data`. */
import {
  COUNTDOWN_SHAPES,
  type CountdownShape,
  generateWithDerivation,
} from "../families/countdown/draw.ts";
import { EQUATION_SHAPES, type EquationShape } from "../families/equations/draw.ts";
import { generateEquation } from "../families/equations/equations.ts";
import { familyOf } from "../families/index.ts";
import type { Difficulty, FamilyId, Problem, Split } from "../family.ts";

export interface Sample {
  problem: Problem;
  /** Display text, without a leading space. */
  steps: string[];
}

/** What a family can be asked for beside a level; none where it has one kind of problem. */
export const SHAPES: Readonly<Record<FamilyId, readonly string[]>> = {
  countdown: COUNTDOWN_SHAPES,
  story: [],
  equations: EQUATION_SHAPES,
};

const isCountdownShape = (shape: string): shape is CountdownShape =>
  COUNTDOWN_SHAPES.some((one) => one === shape);
const isEquationShape = (shape: string): shape is EquationShape =>
  EQUATION_SHAPES.some((one) => one === shape);

/**
 * The derivation of a countdown is the random one that made the problem, and not the first that a search
 * finds.
 * @param shape one of the family's `SHAPES`; the level's mixture where it is left out or is none of them.
 */
export function sample(
  family: FamilyId,
  seed: number,
  { difficulty, split, shape = "" }: { difficulty: Difficulty; split: Split; shape?: string },
): Sample {
  if (family === "countdown") {
    const wanted = isCountdownShape(shape) ? shape : undefined;
    return generateWithDerivation(seed, difficulty, split, wanted);
  }
  const problem =
    family === "equations" && isEquationShape(shape)
      ? generateEquation(seed, difficulty, split, shape)
      : familyOf(family).generate(seed, difficulty, split, "wide");
  return solved(problem);
}

/** A given problem with a derivation of it. @throws Error where none is found. */
export function solved(problem: Problem): Sample {
  const steps = familyOf(problem.family).solve(problem);
  if (!steps) throw new Error(`No derivation is found: ${problem.text}`);
  return { problem, steps };
}
