/**
 * From model spelling to the page's: a step arrives as tokens set apart by single
 * spaces ("8 * 3 = 24 left 24 1"), people read "8 × 3 = 24, left 24, 1".
 */
import type { FamilyId } from "../../problems/family.ts";

/** What a step says, and the bookkeeping behind it, which may be set smaller. */
export interface PrettyStep {
  main: string;
  rest: string;
}

const SIGNS: Readonly<Record<string, string>> = { "*": "×", "-": "−" };

/** Whether a minus after this piece is a sign ("−5") and not a subtraction ("8 − 5"). */
const opensTerm = (before: string | undefined): boolean =>
  before === undefined || ["=", "+", "-", "−", "*", "×", "/", "÷", "(", ","].includes(before);

/** Pure: the same words, with typographic signs and the spaces of a printed book. */
export function prettify(text: string): string {
  const pieces = text.trim().split(/\s+/).filter(Boolean);
  const lastEquals = pieces.lastIndexOf("=");
  let out = "";
  let glue = true;
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    const fraction = piece === "/" && index > lastEquals;
    const sign = piece === "-" && opensTerm(before);
    const clings =
      fraction ||
      /^[.,;:?!)]$/.test(piece) ||
      (piece === "x" && before !== undefined && /^[\d)]/.test(before)) ||
      (piece === "(" && before !== undefined && /^(?:\d.*|x|\))$/.test(before));
    if (!glue && !clings) out += " ";
    out += fraction ? "/" : piece === "/" ? "÷" : (SIGNS[piece] ?? piece);
    glue = fraction || sign || piece === "(";
  }
  return out;
}

/** A step in two parts; `rest` is empty where the family has no bookkeeping. */
export function prettyStep(family: FamilyId, text: string): PrettyStep {
  const words = text.trim().split(/\s+/);
  const left = words.indexOf("left");
  if (family === "countdown" && left > 0) {
    const numbers = words.slice(left + 1).join(", ");
    return { main: prettify(words.slice(0, left).join(" ")), rest: `left ${numbers}` };
  }
  return { main: prettify(text), rest: "" };
}

/** At most `limit` characters, an ellipsis for what was cut. */
export const clip = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, Math.max(0, limit - 1)).trimEnd()}…`;
