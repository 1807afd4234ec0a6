/** The problem families, and the one way from a typed text or a record to a problem. */

import { type AnswerChecker, openChecker } from "../answers/checker.ts";
import type { Family, ParseResult, StepVerdict } from "../family.ts";
import { misplaced } from "../misplaced.ts";
import { type FamilyId, type Problem, type ProblemRecord, recordOf } from "../problem.ts";
import { plainSigns } from "../typed-text.ts";
import { countdownFamily } from "./countdown/countdown.ts";
import { looksLikeCountdown } from "./countdown/parse.ts";
import { equationsFamily } from "./equations/equations.ts";
import { looksLikeEquation } from "./equations/parse.ts";
import { storyFamily } from "./story/story.ts";

export const families = {
  countdown: countdownFamily,
  story: storyFamily,
  equations: equationsFamily,
} as const;

/** A family seen through its problems' common face: for callers that hold any `Problem`. */
export function familyOf(id: FamilyId): Family {
  return families[id] as unknown as Family;
}

/** A text of so many words is meant as a story. */
const WORDS_OF_A_STORY = 6;

/** The family that a text plainly belongs to; null where it may be any. */
export function guessFamily(text: string): FamilyId | null {
  if (looksLikeCountdown(text)) return "countdown";
  if (looksLikeEquation(text)) return "equations";
  const words = text.match(/[a-z]+/gi)?.length ?? 0;
  return words >= WORDS_OF_A_STORY || text.includes("?") ? "story" : null;
}

/**
 * From a typed text to a problem, of whichever family it is.
 * @param tab the family that the visitor has open: its refusal is told of a text that looks like no
 * family in particular.
 */
export function parseProblem(text: string, tab?: FamilyId): ParseResult<Problem> {
  const plain = plainSigns(text);
  if (plain === "") {
    const example = families[tab ?? "countdown"].examples[0] ?? "";
    return { ok: false, error: { message: "Type a problem first.", example } };
  }
  return families[guessFamily(plain) ?? tab ?? "story"].parse(plain);
}

/** The problem of a record, with all that the record says of it. */
export function readProblem(record: ProblemRecord): ParseResult<Problem> {
  const parsed = familyOf(record.family).parse(record.text);
  if (!parsed.ok) return parsed;
  const { family, text, ...known } = recordOf(record);
  return { ok: true, problem: { ...parsed.problem, ...known } };
}

/** Whether a step is right given the right steps before it; one that is blank or another family's never is. */
export const checkStep = (problem: Problem, before: readonly string[], step: string): StepVerdict =>
  misplaced(problem.family, step) ?? familyOf(problem.family).checkStep(problem, before, step);

/** All of a record that its answers depend on. */
type Asked = Pick<ProblemRecord, "family" | "text" | "gold">;

const checkers = new WeakMap<Asked, AnswerChecker | null>();

/** Made once a record; null where the record cannot be read. */
function checkerOf(record: Asked): AnswerChecker | null {
  const before = checkers.get(record);
  if (before !== undefined) return before;
  const { family, text, gold } = record;
  const read = readProblem({ family, text, ...(gold !== undefined && { gold }) });
  const checker = read.ok ? familyOf(family).checker(read.problem) : null;
  checkers.set(record, checker);
  return checker;
}

/** Where the record cannot be read, nobody knows whether an answer is right, and each spelling is an answer. */
export const checkerFor = (record: Asked): AnswerChecker => checkerOf(record) ?? openChecker();

/** Whether two spellings may be one answer: where the record cannot be read, any two may. */
export const mayBeOneAnswer = (record: Asked, a: string, b: string): boolean =>
  a === b || (checkerOf(record)?.same(a, b) ?? true);
