/** The known word that a mistyped one most likely stands for. */
import { closest, distance } from "fastest-levenshtein";

/** @returns null where none is within two edits, or within a third of the word's letters. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const near = closest(word, known);
  return distance(word, near) <= Math.min(2, Math.ceil(word.length / 3)) ? near : null;
}
