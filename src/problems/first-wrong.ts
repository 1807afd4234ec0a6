import { checkStep } from "./families/index.ts";
import type { StepVerdict } from "./family.ts";
import type { Problem } from "./problem.ts";

/**
 * The verdicts on the steps of a path, up to the first wrong or blank step. Steps after a wrong one are
 * not checked, since a step is right only in view of right steps before it.
 */
export function verdictsOn(problem: Problem, steps: readonly string[]): StepVerdict[] {
  const verdicts: StepVerdict[] = [];
  for (const [at, step] of steps.entries()) {
    const verdict = checkStep(problem, steps.slice(0, at), step);
    verdicts.push(verdict);
    if (!verdict.ok) break;
  }
  return verdicts;
}

/** The index from 0 of the first wrong or blank step; null when every step is right. */
export function firstWrong(problem: Problem, steps: readonly string[]): number | null {
  const verdicts = verdictsOn(problem, steps);
  return verdicts.at(-1)?.ok === false ? verdicts.length - 1 : null;
}
