/**
 * Sets a model's text for people: a step arrives as tokens between single spaces
 * ("8 * 3 = 24 left 24 1"), the page shows "8 × 3 = 24, left 24, 1".
 */
import type { FamilyId } from "../../problems/family.ts";

/** The parts of a step in the tree. */
export interface PrettyStep {
  /** Above the rule. */
  main: string;
  /** Under the rule. */
  rest: string;
  /** Above the rule of a low row, which has no text under it. */
  brief: string;
  /** All of it, where there is room. */
  whole: string;
}

const SIGNS: Readonly<Record<string, string>> = { "*": "×", "-": "−" };

/** Whether a minus after this piece is a sign ("−5") and not a subtraction ("8 − 5"). */
const opensTerm = (before: string | undefined): boolean =>
  before === undefined || ["=", "+", "-", "−", "*", "×", "/", "÷", "(", ","].includes(before);

/** A fraction without spaces is one number, "8/3", and so is part of an unknown, "x/2". */
const PIECE = /\d+(?:\/\d+)?|[A-Za-z]+(?:['’][A-Za-z]+)*(?:\/\d+)?|[^\sA-Za-z0-9]/g;

/** The same text with typographic signs and spaces. */
export function prettify(text: string): string {
  const pieces: readonly string[] = text.match(PIECE) ?? [];
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
      (piece === "x" && before !== undefined && /^(?:\d+|\))$/.test(before)) ||
      (piece === "(" && before !== undefined && /^(?:\d.*|x|\))$/.test(before));
    if (!glue && !clings) out += " ";
    out += fraction ? "/" : piece === "/" ? "÷" : (SIGNS[piece] ?? piece);
    glue = fraction || sign || piece === "(";
  }
  return out;
}

/** What is written where a step says nothing. */
const BLANK = "(blank)";

/** An equation of at most so many characters stands on one line. */
const ONE_LINE = 15;

/** The parts of a step; `rest` is "" where one line is enough. */
export function prettyStep(family: FamilyId, text: string): PrettyStep {
  const whole = prettify(text) || BLANK;
  const alone = { main: whole, rest: "", brief: whole, whole };
  switch (family) {
    case "countdown": {
      const words = text.trim().split(/\s+/);
      const left = words.indexOf("left");
      if (left <= 0) return alone;
      const main = prettify(words.slice(0, left).join(" "));
      const rest = `left ${words.slice(left + 1).join(", ")}`;
      return { main, rest, brief: main, whole: `${main}, ${rest}` };
    }
    case "story": {
      const parts = whole.split(" = ");
      if (parts.length < 3) return alone;
      const main = `${parts[0]} = ${parts.at(-1)}`;
      return { main, rest: parts.slice(1, -1).join(" = "), brief: main, whole };
    }
    case "equations": {
      const at = whole.indexOf(" = ");
      if (at < 0 || whole.length <= ONE_LINE) return alone;
      return { main: whole.slice(0, at), rest: whole.slice(at + 1), brief: whole, whole };
    }
  }
}

/** At most `limit` characters, with an ellipsis where text was cut. */
export const clip = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, Math.max(0, limit - 1)).trimEnd()}…`;
