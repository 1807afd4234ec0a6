/**
 * What a problem family is: a generator, a parser and an exact checker of tasks
 * whose answers can be checked. Pure: no DOM, no models.
 *
 * Two spellings of a text exist. *Display text* is what people read and type
 * ("Make 24 from 4, 7, 8, 8."). *Model text* is what the tokenizer sees: every
 * word, number and sign preceded by one space (" Make 24 from 4 , 7 , 8 , 8 .").
 */

import type { Scope } from "./scope.ts";

export type FamilyId = "countdown" | "story" | "equations";
export const SPLITS = ["train", "validation", "test"] as const;
export type Split = (typeof SPLITS)[number];

/** Difficulty levels, from the easiest to the hardest. */
export const DIFFICULTIES = [1, 2, 3, 4, 5] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

export const isDifficulty = (level: number): level is Difficulty =>
  DIFFICULTIES.some((one) => one === level);

export interface Problem {
  readonly family: FamilyId;
  /** Display text; `parse(text)` gives an equal problem. */
  readonly text: string;
  /**
   * Canonical key, the same for every permutation of the problem's numbers; its
   * hash decides the split.
   */
  readonly key: string;
  /** The level it was generated at; undefined for a typed problem. */
  readonly difficulty?: Difficulty;
}

export type ParseResult<P extends Problem = Problem> =
  | {
      ok: true;
      problem: P;
      /** What the reader is to know before a run, in whole sentences: how the text was taken, what is out of the models' range. */
      note?: string;
    }
  | { ok: false; error: ParseFailure };

/** A refusal that names what was wrong and shows an example that would work. */
export interface ParseFailure {
  /** One whole sentence for the user, naming the word or number at fault. */
  message: string;
  /** The offending piece of the text, when there is one. */
  word?: string;
  example: string;
}

export type StepVerdict = { ok: true; note?: string } | { ok: false; reason: string };

export interface Family<P extends Problem = Problem> {
  readonly id: FamilyId;
  readonly label: string;
  /** One sentence on what the task is. */
  readonly blurb: string;
  readonly examples: readonly string[];
  /** Levels 1..5, described in a few words each. */
  readonly levels: Readonly<Record<Difficulty, string>>;
  /** A problem of this split; same arguments, same problem. @param scope `DRAWN_SCOPE` when left out. */
  generate(seed: number, difficulty: Difficulty, split?: Split, scope?: Scope): P;
  parse(text: string): ParseResult<P>;
  /** The prompt as model text, ending in the step separator "\n". */
  prompt(problem: P): string;
  /** A right derivation as steps (display text), or null when none is found. */
  solve(problem: P, seed?: number): string[] | null;
  /** Whether `step` is right given the right steps before it, and if not, why. */
  checkStep(problem: P, before: readonly string[], step: string): StepVerdict;
  /** The answer that a finished trajectory gives, or null when it gives none. */
  extractAnswer(problem: P, steps: readonly string[]): string | null;
  /** Whether an extracted answer is right. */
  checkAnswer(problem: P, answer: string): boolean;
}
