/**
 * The wording of story problems: facts and questions, and the sentence templates
 * that say them. One table serves the generator and the parser.
 */

export const NAMES = [
  "Ann",
  "Ben",
  "Cara",
  "Dan",
  "Eve",
  "Fay",
  "Gus",
  "Hal",
  "Ida",
  "Jon",
  "Kim",
  "Leo",
  "Mia",
  "Ned",
  "Ola",
  "Pam",
] as const;

export const ITEMS = [
  "marbles",
  "pens",
  "cards",
  "shells",
  "coins",
  "stamps",
  "apples",
  "books",
  "stickers",
  "beads",
  "plums",
  "nuts",
] as const;

/** What a sentence states about `who`'s number of `item`. */
export type Fact =
  | { kind: "base"; who: string; item: string; n: number }
  | { kind: "lost" | "gained" | "bags"; who: string; item: string; n: number; m: number }
  | { kind: "more" | "fewer" | "times" | "part"; who: string; of: string; item: string; n: number }
  | { kind: "sum"; who: string; of: string; and: string; item: string };

export type Question =
  | { kind: "value"; who: string; item: string }
  | { kind: "total"; who: string; and: string; item: string }
  | { kind: "total3"; who: string; and: string; also: string; item: string }
  | { kind: "difference"; who: string; and: string; item: string }
  | { kind: "after-loss" | "after-gain"; who: string; item: string; n: number };

interface Template<Kind extends string> {
  kind: Kind;
  text: string;
  /** A number that the words stand for (“twice” is 2). */
  n?: number;
}

export const SENTENCES: readonly Template<Fact["kind"]>[] = [
  { kind: "base", text: "{who} has {n} {item}." },
  { kind: "base", text: "{who} owns {n} {item}." },
  { kind: "base", text: "There are {n} {item} on the desk of {who}." },
  { kind: "lost", text: "{who} had {n} {item} and gave away {m}." },
  { kind: "lost", text: "{who} had {n} {item} but lost {m} of them." },
  { kind: "gained", text: "{who} had {n} {item} and bought {m} more." },
  { kind: "gained", text: "{who} found {m} {item} and already had {n}." },
  { kind: "bags", text: "{who} has {n} bags with {m} {item} in each." },
  { kind: "bags", text: "{who} filled {n} boxes with {m} {item} each." },
  { kind: "more", text: "{who} has {n} more {item} than {of}." },
  { kind: "more", text: "{who} has as many {item} as {of} plus {n} extra." },
  { kind: "more", text: "{who} beats {of} by {n} {item}." },
  { kind: "fewer", text: "{who} has {n} fewer {item} than {of}." },
  { kind: "fewer", text: "{who} is {n} {item} short of what {of} has." },
  { kind: "times", text: "{who} has {n} times as many {item} as {of}." },
  { kind: "times", text: "{who} has twice as many {item} as {of}.", n: 2 },
  { kind: "part", text: "{who} has half as many {item} as {of}.", n: 2 },
  { kind: "part", text: "{who} has a third as many {item} as {of}.", n: 3 },
  { kind: "part", text: "{who} has a quarter as many {item} as {of}.", n: 4 },
  { kind: "sum", text: "{who} has as many {item} as {of} and {and} together." },
  { kind: "sum", text: "{who} has as many {item} as {of} and {and} combined." },
];

export const QUESTIONS: readonly Template<Question["kind"]>[] = [
  { kind: "value", text: "How many {item} does {who} have?" },
  { kind: "value", text: "What is the number of {item} that {who} has?" },
  { kind: "total", text: "How many {item} do {who} and {and} have together?" },
  { kind: "total", text: "How many {item} do {who} and {and} have in all?" },
  { kind: "total3", text: "How many {item} do {who}, {and} and {also} have in all?" },
  { kind: "difference", text: "How many more {item} does {who} have than {and}?" },
  { kind: "difference", text: "How many fewer {item} does {and} have than {who}?" },
  { kind: "after-loss", text: "If {who} gives away {n} {item}, how many does {who} have then?" },
  { kind: "after-gain", text: "If {who} buys {n} more {item}, how many does {who} have then?" },
];

const SLOT = /\{(\w+)\}/g;

export function fill(template: string, slots: Readonly<Record<string, string | number>>): string {
  return template.replace(SLOT, (_, name: string) => String(slots[name]));
}

/** The slots of a sentence that a template says, or null when it says something else. */
export function match(template: string, sentence: string): Record<string, string> | null {
  const names: string[] = [];
  const source = template.replace(/[.?]/g, "\\$&").replace(SLOT, (_, name: string) => {
    const seen = names.indexOf(name);
    if (seen >= 0) return `\\${seen + 1}`;
    names.push(name);
    return name === "n" || name === "m" ? "(\\d+)" : "([A-Za-z]+)";
  });
  const found = new RegExp(`^${source}$`, "i").exec(sentence);
  if (!found) return null;
  return Object.fromEntries(names.map((name, i) => [name, found[i + 1] as string]));
}

/** Every word that a story may hold. */
export const STORY_WORDS: ReadonlySet<string> = new Set([
  ...NAMES,
  ...ITEMS,
  ...[...SENTENCES, ...QUESTIONS].flatMap(
    ({ text }) => text.replace(SLOT, " ").match(/[A-Za-z]+|[.,?]/g) ?? [],
  ),
]);
