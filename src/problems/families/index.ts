/** The problem families, and the one way from a typed text to a problem. */

import type { Family, FamilyId, ParseResult, Problem } from "../family.ts";
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

export const FAMILY_IDS = ["countdown", "story", "equations"] as const satisfies FamilyId[];

export const isFamilyId = (id: string): id is FamilyId => FAMILY_IDS.some((f) => f === id);

/** A family seen through its problems' common face: for callers that hold any `Problem`. */
export function familyOf(id: FamilyId): Family {
  return families[id] as unknown as Family;
}

/** The family that a text plainly belongs to; null where it may be any. */
function familyInSight(text: string): FamilyId | null {
  if (looksLikeCountdown(text)) return "countdown";
  if (looksLikeEquation(text)) return "equations";
  return /[A-Za-z]{2}.*[.?]/s.test(text) ? "story" : null;
}

/**
 * From a typed text to a problem, of whichever family it is.
 * @param preferred speaks where the text belongs to none: the family that the reader has open.
 */
export function parseProblem(text: string, preferred: FamilyId = "story"): ParseResult<Problem> {
  const plain = plainSigns(text);
  if (plain === "") {
    const example = families[preferred].examples[0] ?? "";
    return { ok: false, error: { message: "Type a problem first.", example } };
  }
  return families[familyInSight(plain) ?? preferred].parse(plain);
}
