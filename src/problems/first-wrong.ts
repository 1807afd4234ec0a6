import { checkStep } from "./families/index.ts";
import type { Problem } from "./problem.ts";

export interface WrongStep {
  /** The index of the step, from 0. */
  at: number;
  reason: string;
}

/**
 * The first step that the family's check refuses, or that is blank; null when every step is right. Steps
 * after a wrong one are not checked, since a step is right only in view of right steps before it.
 */
export function firstWrong(problem: Problem, steps: readonly string[]): WrongStep | null {
  for (const [at, step] of steps.entries()) {
    const verdict = checkStep(problem, steps.slice(0, at), step);
    if (!verdict.ok) return { at, reason: verdict.reason };
  }
  return null;
}
