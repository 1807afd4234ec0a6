/**
 * The two spellings of a text: display and model (see `family.ts`).
 *
 * A fraction is one number in both: "8/3" is written without spaces, and so is the part "x/2" of an
 * unknown. " / " between spaces is the operator. To the tokenizer the glued "/" is a token of its own
 * that continues a number, as a glued digit does.
 */

const PIECE = /\d+(?:\/\d+)?|[A-Za-z]+(?:\/\d+)?|[^\sA-Za-z0-9]/g;

/** Words, numbers and signs of a display text, in order; a fraction is one piece. */
export const pieces = (display: string): string[] => display.match(PIECE) ?? [];

/** Model text: one space before every piece. */
export const toModelText = (display: string): string =>
  pieces(display)
    .map((piece) => ` ${piece}`)
    .join("");

/** The largest number of countdown and story, in their problems and on the way. */
export const MAX_NUMBER = 999;

/** The largest number of a generated equation and of its derivation. */
export const MAX_EQUATION_NUMBER = 9999;
