/** From the sentences of a typed story to what they mean. */
import { z } from "zod";
import type { Fact, Question } from "./language.ts";
import { ITEMS, match, NAMES, QUESTIONS, SENTENCES } from "./language.ts";

const capital = (word: string): string =>
  word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

const person = z.string().transform(capital).pipe(z.enum(NAMES));
const item = z.string().toLowerCase().pipe(z.enum(ITEMS));
const n = z.coerce.number().int();
const one = { who: person, item };

const fact = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("base"), ...one, n }),
  z.object({ kind: z.enum(["lost", "gained", "bags"]), ...one, n, m: n }),
  z.object({ kind: z.enum(["more", "fewer", "times", "part"]), ...one, of: person, n }),
  z.object({ kind: z.literal("sum"), ...one, of: person, and: person }),
]);

const question = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("value"), ...one }),
  z.object({ kind: z.enum(["total", "difference"]), ...one, and: person }),
  z.object({ kind: z.literal("total3"), ...one, and: person, also: person }),
  z.object({ kind: z.enum(["after-loss", "after-gain"]), ...one, n }),
]);

export type Meaning = { fact: Fact } | { question: Question };

/** What a sentence says, or null when no template says it. */
export function parseSentence(sentence: string): Meaning | null {
  for (const template of SENTENCES) {
    const slots = match(template.text, sentence);
    const read = slots && fact.safeParse({ n: template.n, ...slots, kind: template.kind });
    if (read?.success) return { fact: read.data };
  }
  for (const template of QUESTIONS) {
    const slots = match(template.text, sentence);
    const read = slots && question.safeParse({ ...slots, kind: template.kind });
    if (read?.success) return { question: read.data };
  }
  return null;
}

/** The sentences of a text, each with its full stop or question mark. */
export const sentencesOf = (text: string): string[] =>
  (
    text
      .trim()
      .replace(/\s+/g, " ")
      .match(/[^.?]+[.?]?/g) ?? []
  )
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");

/** The spelling of names and of sentence starts that the vocabulary holds. */
export function spell(sentence: string): string {
  const words = sentence.toLowerCase().replace(/[a-z]+/g, (word) => {
    const proper = capital(word);
    return NAMES.some((name) => name === proper) ? proper : word;
  });
  return words.charAt(0).toUpperCase() + words.slice(1);
}
