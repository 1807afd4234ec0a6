/** The problem families, and the one way from a typed text or a record to a problem. */

import { type AnswerChecker, openChecker } from "../answers/checker.ts";
import type { Family, ParseResult, StepVerdict } from "../family.ts";
import { type FamilyId, type Problem, type ProblemRecord, recordOf } from "../problem.ts";
import { countdownFamily } from "./countdown/countdown.ts";
import { looksLikeCountdown } from "./countdown/parse.ts";
import { equationsFamily } from "./equations/equations.ts";
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

/** The family that a text looks like: it decides whose refusal the user reads. */
export function guessFamily(text: string): FamilyId {
  if (looksLikeCountdown(text)) return "countdown";
  return text.includes("=") || /^\s*(?:solve|find\s+[a-z]\b)\b/i.test(text) ? "equations" : "story";
}

/** A text of so many words is meant as a story, whatever tab is open. */
const WORDS_OF_A_STORY = 6;

/**
 * Read a problem. @param tab the family that the visitor has open: its refusal is told of a text
 * that looks like no family in particular.
 */
export function parseProblem(text: string, tab?: FamilyId): ParseResult<Problem> {
  if (text.trim() === "") {
    const example = familyOf(tab ?? "countdown").examples[0] ?? "";
    return { ok: false, error: { message: "Type a problem first.", example } };
  }
  const guessed = guessFamily(text);
  const read = families[guessed].parse(text);
  if (read.ok || tab === undefined || tab === guessed) return read;
  const words = text.match(/[a-z]+/gi)?.length ?? 0;
  const looksLikeNone =
    guessed === "story"
      ? words < WORDS_OF_A_STORY && !text.includes("?")
      : guessed === "equations" && words === 0;
  if (!looksLikeNone) return read;
  const ofTab = familyOf(tab).parse(text);
  return ofTab.ok ? read : ofTab;
}

/** The problem of a record, with all that the record says of it. */
export function readProblem(record: ProblemRecord): ParseResult<Problem> {
  const parsed = familyOf(record.family).parse(record.text);
  if (!parsed.ok) return parsed;
  const { family, text, ...known } = recordOf(record);
  return { ok: true, problem: { ...parsed.problem, ...known } };
}

/** Whether a step is right given the right steps before it; a blank one never is. */
export const checkStep = (
  problem: Problem,
  before: readonly string[],
  step: string,
): StepVerdict =>
  step.trim() === ""
    ? { ok: false, reason: "The step is blank." }
    : familyOf(problem.family).checkStep(problem, before, step);

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
