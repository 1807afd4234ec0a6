/** The two spellings of a text: display and model (see `family.ts`). */

const PIECE = /\d+|[A-Za-z]+|[^\sA-Za-z0-9]/g;

/** Words, numbers and signs of a display text, in order. */
export const pieces = (display: string): string[] => display.match(PIECE) ?? [];

/** Model text: one space before every piece. */
export const toModelText = (display: string): string =>
  pieces(display)
    .map((piece) => ` ${piece}`)
    .join("");

/** The largest number that the bundled models were shown. */
export const MAX_NUMBER = 999;

/** A piece that the bundled models cannot read, or null. */
export function unknownPiece(display: string, vocabulary: ReadonlySet<string>): string | null {
  for (const piece of pieces(display)) {
    if (/^\d+$/.test(piece)) {
      if (Number(piece) > MAX_NUMBER || (piece.length > 1 && piece.startsWith("0"))) return piece;
    } else if (!vocabulary.has(piece)) return piece;
  }
  return null;
}
