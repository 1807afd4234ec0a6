/**
 * The two spellings of a text: display and model (see `family.ts`).
 *
 * A fraction is one number in both: "8/3" is written without spaces, and so is "x/2". A "/" between
 * spaces is the operator. For the tokenizer, a "/" without spaces is a token that continues a number, as
 * a digit without a space before it does.
 */

const PIECE = /\d+(?:\/\d+)?|[A-Za-z]+(?:\/\d+)?|[^\sA-Za-z0-9]/g;

/** Words, numbers and signs of a display text, in order; a fraction is one piece. */
export const pieces = (display: string): string[] => display.match(PIECE) ?? [];

/** Model text: one space before every piece. */
export const toModelText = (display: string): string =>
  pieces(display)
    .map((piece) => ` ${piece}`)
    .join("");

/** The largest number in countdowns and stories, in problems and in derivations. */
export const MAX_NUMBER = 999;

/** The largest number in a generated equation and in its derivation. */
export const MAX_EQUATION_NUMBER = 9999;
