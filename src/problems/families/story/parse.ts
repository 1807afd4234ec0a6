/** Reads the sentences of a typed story. */
import { z } from "zod";
import type { ParseResult } from "../../family.ts";
import { MAX_NUMBER, pieces } from "../../model-text.ts";
import { nearestWord } from "../../nearest-word.ts";
import { plainSigns } from "../../typed-text.ts";
import type { Fact, Question } from "./language.ts";
import { match } from "./language.ts";
import { answerOf, needed, quantity, solveFacts } from "./model.ts";
import { QUESTIONS, SENTENCES } from "./sentences.ts";
import { type Story, story } from "./story-type.ts";
import { STORY_WORDS } from "./story-words.ts";
import { ITEMS, NAMES, plural } from "./words.ts";

export const EXAMPLE =
  "Ann has 12 marbles. Ben has 5 more marbles than Ann. How many marbles do Ann and Ben have together?";

const capital = (word: string): string =>
  word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

const person = z.string().transform(capital).pipe(z.enum(NAMES));
const item = z.string().toLowerCase().transform(plural).pipe(z.enum(ITEMS));
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

/** The meaning of a sentence; null when no template matches it. */
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

/** Spells names and sentence starts as the vocabulary has them, and things in the plural. */
export function spell(sentence: string): string {
  const words = sentence.toLowerCase().replace(/[a-z]+/g, (word) => {
    const proper = capital(word);
    return NAMES.some((name) => name === proper) ? proper : plural(word);
  });
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const KNOWN: ReadonlySet<string> = new Set([...STORY_WORDS].map((word) => word.toLowerCase()));
const WORDS: readonly string[] = [...STORY_WORDS].filter((word) => /^[A-Za-z]+$/.test(word));

const inRange = (piece: string): boolean =>
  String(Number(piece)) === piece && Number(piece) <= MAX_NUMBER;

/** The first piece that cannot be in a story; null when there is none. */
const unknownPiece = (text: string): string | null =>
  text.match(/\d{1,3}(?:,\d{3})+|\d*\.\d+/)?.[0] ??
  pieces(text).find((piece) =>
    /^\d/.test(piece) ? !inRange(piece) : !KNOWN.has(plural(piece.toLowerCase())),
  ) ??
  null;

function describeUnknown(piece: string): string {
  if (/^[\d,.]+$/.test(piece) && /\d/.test(piece)) {
    return `The number ${piece} is out of range: stories have whole numbers up to ${MAX_NUMBER}.`;
  }
  if (!/^[A-Za-z]+$/.test(piece)) return `Stories have words and whole numbers, and no “${piece}”.`;
  const near = nearestWord(
    piece.toLowerCase(),
    WORDS.map((word) => word.toLowerCase()),
  );
  const word = WORDS.find((one) => one.toLowerCase() === near);
  return `The models do not know the word “${piece}”${word ? `: is “${word}” meant?` : "."}`;
}

export function parse(text: string): ParseResult<Story> {
  const refuse = (message: string, word?: string): ParseResult<Story> => ({
    ok: false,
    error: { message, example: EXAMPLE, ...(word !== undefined && { word }) },
  });
  const plain = plainSigns(text);
  const unknown = unknownPiece(plain);
  if (unknown !== null) return refuse(describeUnknown(unknown), unknown);
  const sentences = sentencesOf(plain);
  const facts: Fact[] = [];
  let question: Question | null = null;
  for (const sentence of sentences) {
    const meaning = parseSentence(sentence);
    if (!meaning) {
      return refuse(
        `This sentence is not in the wording that the models know: “${sentence}”`,
        sentence,
      );
    }
    if ("question" in meaning) {
      if (question) {
        return refuse(`A story asks one question; “${sentence}” is a second one.`, sentence);
      }
      question = meaning.question;
      continue;
    }
    const { who, item } = meaning.fact;
    if (facts.some((f) => f.who === who && f.item === item)) {
      return refuse(`The ${item} of ${who} are given twice: “${sentence}”`, sentence);
    }
    facts.push(meaning.fact);
  }
  if (!question)
    return refuse("A story ends in a question such as “How many marbles does Ben have?”");
  const values = solveFacts(facts);
  const answer = answerOf(question, values);
  if (answer === null) {
    const { item } = question;
    const missing = [...needed(facts, question)].find((who) => !values.has(quantity(who, item)));
    return refuse(`The story does not say how many ${question.item} ${missing} has.`, missing);
  }
  const odd = [...values.values(), answer].find(
    (v) => !Number.isInteger(v) || v < 0 || v > MAX_NUMBER,
  );
  if (odd !== undefined)
    return refuse(
      `A quantity of this story comes to ${odd}: whole numbers up to ${MAX_NUMBER} are expected.`,
    );
  const spoken = sentences.map(spell).join(" ");
  return { ok: true, problem: story(facts, question, spoken) };
}
