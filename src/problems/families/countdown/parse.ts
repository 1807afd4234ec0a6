/** Reads a typed text as a countdown problem, in the many ways in which people and data sets ask for one. */
import type { ParseResult } from "../../family.ts";
import { MAX_NUMBER } from "../../model-text.ts";
import { plainSigns } from "../../typed-text.ts";
import { type Countdown, countdown } from "./countdown-type.ts";
import { reachNote } from "./reach.ts";

export const EXAMPLE = "Make 24 from 4, 7, 8, 8.";

const TARGET = String.raw`(?<target>\d{1,3}(?:,\d{3})+(?![\d,])|\d+)`;
const LIST = String.raw`[[({]?(?<list>\d+(?:(?:\s*[,;&]\s*(?:and\s+)?|\s+and\s+|\s+)\d+)*)[\])}]?`;
const WHICH = String.raw`(?:(?<some>(?:some|any)(?:\s+of)?\s+)|(?:all|each)(?:\s+of)?\s+)?(?:(?:these|the|only|following)\s+)*(?:(?:numbers?|digits?)\b\s*:?\s*)?`;
const ASK = String.raw`(?:(?:please|can\s+you|could\s+you|how\s+(?:can|do|would)\s+(?:you|i|we)|find\s+a\s+way\s+to|try\s+to)\s+)*`;
const MAKE = String.raw`(?:make|makes|calculate|get|reach|obtain|form|create|find|solve\s+for)`;
const EQUAL = String.raw`(?:(?:an?|one)\s+(?:arithmetic(?:al)?\s+)?(?:expression|equation)\s+(?:(?:that|which)\s+)?(?:equals?|(?:is\s+)?equal\s+to|makes?|gives?|reach(?:es)?)\s+(?:to\s+)?)?`;
const WITH = String.raw`(?:from|with|using|out\s+of|by\s+using|of)`;

/** Patterns of a question. Each finds the target and the list, and ends at the end of the sentence. */
const FORMS: readonly RegExp[] = [
  `${ASK}${MAKE}\\s+${EQUAL}(?:the\\s+(?:number|target)\\s+)?${TARGET}\\s+${WITH}\\s+${WHICH}${LIST}`,
  `${ASK}(?:using|use|with|from|given|combine|take)\\s+${WHICH}${LIST}\\s*[,:]?\\s*(?:and\\s+)?(?:to\\s+)?${ASK}${MAKE}\\s+${EQUAL}(?:the\\s+(?:number|target)\\s+)?${TARGET}`,
  `${TARGET}\\s*(?:${WITH}|[:=])\\s*${WHICH}${LIST}`,
  `${LIST}\\s*(?:=|->|=>|to\\s+make|makes?|to)\\s*${TARGET}`,
].map((form) => new RegExp(`^${form}(?<rest>.*)$`, "is"));

interface Read {
  target: string;
  list: string[];
  leftovers: boolean;
  /** What stands behind the list. */
  rest: string;
}

function read(text: string): Read | null {
  for (const form of FORMS) {
    const groups = form.exec(text)?.groups;
    if (!groups) continue;
    const { target = "", list = "", some, rest = "" } = groups;
    const numbers = list.match(/\d+/g) ?? [];
    if (numbers.length < 2 && rest.trim() === "" && !/^\s*(?:make|use|using)/i.test(text)) continue;
    return { target, list: numbers, leftovers: some !== undefined, rest };
  }
  return null;
}

/** Whether a text asks for a countdown, even when it cannot be read. It decides which family refuses it. */
export function looksLikeCountdown(text: string): boolean {
  const plain = plainSigns(text);
  return (
    /^(?:can\s+you\s+)?make\b/i.test(plain) ||
    /^\d[\d,]*\s*:/.test(plain) ||
    /^us(?:e|ing)\b.*\d/i.test(plain) ||
    read(plain) !== null
  );
}

const KNOWN_WORDS =
  /^(?:\d+|make|from|with|using|use|and|some|any|all|of|these|the|numbers?|to|can|you|create|an?|expression|equation|that|equals|calculate|find|way)$/i;

/** The question ends with its sentence or its line; what follows is passed over. */
const QUESTION_ENDS = /^\s*(?:[.?!](?=\s|$)|\n|$)/;

const partOf = (text: string): string | undefined => text.match(/\d*\.\d+|\d+\/\d+/)?.[0];

function oddPiece(text: string): string | undefined {
  const words = text.match(/\d+|[A-Za-z]+|[^\s\w.,:;?!()[\]{}]/g) ?? [];
  return words.find((word) => !KNOWN_WORDS.test(word));
}

export function parse(text: string): ParseResult<Countdown> {
  const refuse = (message: string, word?: string): ParseResult<Countdown> => ({
    ok: false,
    error: { message, example: EXAMPLE, ...(word !== undefined && { word }) },
  });
  const plain = plainSigns(text);
  const asked = read(plain);
  if (!asked || !QUESTION_ENDS.test(asked.rest)) {
    const [line = ""] = plain.split("\n");
    const odd = partOf(line) ?? oddPiece(asked?.rest ?? line) ?? oddPiece(line);
    return odd === undefined
      ? refuse("A countdown problem names a target and the numbers to make it from.")
      : refuse(`“${odd}” is not a whole number: a target and whole numbers are expected.`, odd);
  }
  const outside = [asked.target, ...asked.list].find((n) => {
    const value = Number(n.replaceAll(",", ""));
    return value > MAX_NUMBER || value < 1;
  });
  if (outside !== undefined) {
    return refuse(
      `The number ${outside} is out of range: a countdown takes the whole numbers from 1 to ${MAX_NUMBER}.`,
      outside,
    );
  }
  const numbers = asked.list.map(Number);
  const target = Number(asked.target);
  if (numbers.length < 2 || numbers.length > 6) {
    return refuse(`Countdown takes two to six numbers; this text gives ${numbers.length}.`);
  }
  if (asked.leftovers && numbers.includes(target)) {
    return refuse(`Nothing is to be done: ${target} is among the numbers.`, String(target));
  }
  const problem = countdown(numbers, target, { leftovers: asked.leftovers });
  const note = reachNote(problem);
  return { ok: true, problem, ...(note !== null && { note }) };
}
