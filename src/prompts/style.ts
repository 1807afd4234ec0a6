/** How a policy is asked, where its steps end, and where its answer stands. */
import type { Problem } from "../problems/family.ts";
import type { Conversation } from "./conversation.ts";
import type { StepSplitter } from "./splitter.ts";

/** A style reads what a policy writes; it does not judge it. */
export interface Style {
  readonly id: "notation";
  /** Stands after every step but the last of a finished trajectory. */
  readonly separator: string;
  ask(problem: Problem): Conversation;
  splitter(): StepSplitter;
  /**
   * @param steps display text of each step of a finished trajectory.
   * @returns the answer in the family's notation, or null when the steps give none.
   */
  readAnswer(problem: Problem, steps: readonly string[]): string | null;
}
