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

export function parseProblem(text: string): ParseResult<Problem> {
  if (text.trim() === "") {
    return {
      ok: false,
      error: { message: "Type a problem first.", example: countdownFamily.examples[0] ?? "" },
    };
  }
  return families[guessFamily(text)].parse(text);
}
