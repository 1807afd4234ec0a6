import type { Family, Problem } from "./family.ts";

export interface WrongStep {
  /** Index from 0. */
  at: number;
  reason: string;
}

/**
 * The first step that the family's check refuses; null when every step is right. What follows a
 * wrong step is not checked: it has nothing right to stand on.
 */
export function firstWrong(
  family: Family,
  problem: Problem,
  steps: readonly string[],
): WrongStep | null {
  for (const [at, step] of steps.entries()) {
    const verdict = family.checkStep(problem, steps.slice(0, at), step);
    if (!verdict.ok) return { at, reason: verdict.reason };
  }
  return null;
}
