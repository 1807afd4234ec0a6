/** The people and things of stories: first those that the first models know, then those added since. */
import type { Scope } from "../../scope.ts";

const FIRST_NAMES: readonly string[] =
  "Ann Ben Cara Dan Eve Fay Gus Hal Ida Jon Kim Leo Mia Ned Ola Pam".split(" ");

const ADDED_NAMES: readonly string[] = [
  ..."Alex Alice Amy Anna Bob Carol David Ella Emma Grace Jack James Jane John Julia Lily".split(
    " ",
  ),
  ..."Lucy Maria Mark Max Nina Noah Oscar Paul Peter Rosa Sam Sara Susan Tim Tom Zoe".split(" "),
];

const FIRST_ITEMS: readonly string[] =
  "marbles pens cards shells coins stamps apples books stickers beads plums nuts".split(" ");

const ADDED_ITEMS: readonly string[] = [
  ..."balloons balls blocks buttons candies cars cookies crayons cups dollars dolls eggs".split(
    " ",
  ),
  ..."flowers games hats keys oranges pears pencils rings rocks sweets tickets toys".split(" "),
];

export const namesIn = (scope: Scope): readonly string[] =>
  scope === "first" ? FIRST_NAMES : [...FIRST_NAMES, ...ADDED_NAMES];

export const itemsIn = (scope: Scope): readonly string[] =>
  scope === "first" ? FIRST_ITEMS : [...FIRST_ITEMS, ...ADDED_ITEMS];

export const NAMES = namesIn("wide");
export const ITEMS = itemsIn("wide");

const ITEM_SET: ReadonlySet<string> = new Set(ITEMS);

/** The plural of a thing ("marble" becomes "marbles"); any other word is unchanged. */
export function plural(word: string): string {
  if (ITEM_SET.has(word)) return word;
  const many = /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
  return ITEM_SET.has(many) ? many : word;
}
