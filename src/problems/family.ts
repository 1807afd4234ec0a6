/**
 * A problem family: a generator, a parser and an exact checker of tasks whose answers can be checked.
 * Pure: no DOM, no models.
 *
 * Two spellings of a text exist. *Display text* is what people read and type
 * ("Make 24 from 4, 7, 8, 8."). *Model text* is what the tokenizer sees: every
 * word, number and sign preceded by one space (" Make 24 from 4 , 7 , 8 , 8 .").
 */

import type { AnswerChecker } from "./answers/checker.ts";
import type { Difficulty, FamilyId, Problem } from "./problem.ts";
import type { Scope } from "./scope.ts";

export {
  DIFFICULTIES,
  type Difficulty,
  type FamilyId,
  isDifficulty,
  type Problem,
} from "./problem.ts";

export const SPLITS = ["train", "validation", "test"] as const;
export type Split = (typeof SPLITS)[number];

export type ParseResult<P extends Problem = Problem> =
  | {
      ok: true;
      problem: P;
      /** Sentences for the reader before a run: how the text was understood, and what is out of the models' range. */
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
  /** A description of each level in a few words. */
  readonly levels: Readonly<Record<Difficulty, string>>;
  /** A problem of this split; the same arguments give the same problem. @param scope `DRAWN_SCOPE` when left out. */
  generate(seed: number, difficulty: Difficulty, split?: Split, scope?: Scope): P;
  parse(text: string): ParseResult<P>;
  /** The prompt as model text, ending in the step separator "\n". */
  prompt(problem: P): string;
  /** A right derivation as steps (display text); null when none is found. */
  solve(problem: P, seed?: number): string[] | null;
  /** Whether a step has the form of this family's steps, right or wrong; a blank step has not. */
  reads(step: string): boolean;
  /** Whether `step` is right given the right steps before it, and if not, why not. */
  checkStep(problem: P, before: readonly string[], step: string): StepVerdict;
  /** The answer of a finished trajectory; null when it gives none. */
  extractAnswer(problem: P, steps: readonly string[]): string | null;
  /** Tells which answers to the problem are the same, and whether they are right. */
  checker(problem: P): AnswerChecker;
}
