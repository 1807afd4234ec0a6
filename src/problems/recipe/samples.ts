/** Problems, each with a derivation, for the training by the recipe: the lines of `npm run -s data`. */
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
  /** Each step as display text, without a leading space. */
  steps: string[];
}

/** The shapes of problems that each family can draw; empty for a family with one shape. */
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
 * A problem with a derivation. For a countdown it is the random derivation that made the problem, not the
 * first that a search finds.
 * @param shape one of the family's `SHAPES`; otherwise the shapes of the level are mixed.
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

/** A given problem with a derivation. @throws Error when none is found. */
export function solved(problem: Problem): Sample {
  const steps = familyOf(problem.family).solve(problem);
  if (!steps) throw new Error(`No derivation is found: ${problem.text}`);
  return { problem, steps };
}
