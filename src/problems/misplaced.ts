/** Steps that are written as another family writes its own, and steps that say nothing. */
import type { StepVerdict } from "./family.ts";
import type { FamilyId } from "./problem.ts";

const NAMED: Readonly<Record<FamilyId, string>> = {
  countdown: "a countdown",
  story: "a story",
  equations: "an equation",
};

/** The family in whose notation a step is; null where it is in none or may be in several. */
function notationOf(text: string): FamilyId | null {
  if (/^[\d/]+ [-+*/] [\d/]+ = [\d/]+( left\b.*)?$/.test(text)) return "countdown";
  if (/^[A-Za-z]{2,} = /.test(text)) return "story";
  return /\bx\b|\dx\b/.test(text) && /^[\dx\s()+\-*/=.]+$/.test(text) ? "equations" : null;
}

/** Why this is no step of the family at all; null where it may be one. */
export function misplaced(family: FamilyId, step: string): StepVerdict | null {
  const text = step.trim();
  if (text === "") return { ok: false, reason: "The step is blank." };
  const other = notationOf(text);
  return other === null || other === family
    ? null
    : { ok: false, reason: `“${text}” is a step of ${NAMED[other]}, not of ${NAMED[family]}.` };
}
