/** The problem families, and the one way from a typed text to a problem. */

import type { Family, FamilyId, ParseResult, Problem } from "../family.ts";
import { countdownFamily } from "./countdown/countdown.ts";
import { looksLikeCountdown } from "./countdown/parse.ts";
import { equationsFamily } from "./equations/equations.ts";
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
