/** Finds the known word that a mistyped word most likely means. */
import { closest, distance } from "fastest-levenshtein";

/** @returns null where none is within two edits and a third of the word's letters. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const near = closest(word, known);
  return distance(word, near) <= Math.min(2, Math.floor(word.length / 3)) ? near : null;
}
