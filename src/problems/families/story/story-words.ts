/** Every word that a story may hold. */
import { QUESTIONS, SENTENCES } from "./sentences.ts";
import { ITEMS, NAMES } from "./words.ts";

export const STORY_WORDS: ReadonlySet<string> = new Set([
  ...NAMES,
  ...ITEMS,
  ...[...SENTENCES, ...QUESTIONS].flatMap(
    ({ text }) => text.replace(/\{\w+\}/g, " ").match(/[A-Za-z]+|[.,?]/g) ?? [],
  ),
]);
