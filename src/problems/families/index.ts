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
