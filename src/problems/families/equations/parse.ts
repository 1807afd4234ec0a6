/** From a typed text to an equation: with or without words around it, in any one letter. */
import { MOST_DIGITS } from "../../answers/expression.ts";
import type { ParseResult } from "../../family.ts";
import { MAX_EQUATION_NUMBER, MAX_NUMBER } from "../../model-text.ts";
import { inScope } from "../../scope.ts";
import { plainSigns } from "../../typed-text.ts";
import { type EquationProblem, equationProblem } from "./equation-type.ts";
import { readEquationOf, showEquation, solveLinear } from "./language.ts";

export const EXAMPLE = "Solve 3(x + 4) - 5 = 22.";

const LARGEST_TRAINED = inScope(MAX_NUMBER, MAX_EQUATION_NUMBER);

const LETTER = "(?:[A-Za-z])";
/** Words that may stand before an equation. */
const BEFORE = new RegExp(
  `^(?:(?:please\\s+)?(?:solve(?:\\s+(?:the\\s+|this\\s+)?equation)?(?:\\s+for\\s+${LETTER}\\b)?|` +
    `(?:find|determine|calculate|what\\s+is|what's)\\s+(?:the\\s+value\\s+of\\s+)?${LETTER}\\b)` +
    `(?:\\s+(?:if|when|where|given(?:\\s+that)?|such\\s+that|so\\s+that|in(?:\\s+the\\s+equation)?|that\\s+satisfies|which\\s+satisfies))?` +
    `(?:\\s+the\\s+equation)?\\s*[:,]?\\s*|(?:if|given(?:\\s+that)?)\\s+(?=.*=))`,
  "i",
);
/** Words that may follow it. */
const BEHIND = new RegExp(
  `(?:\\s*,?\\s*(?:for\\s+${LETTER}|(?:what\\s+is|find|solve\\s+for)\\s+(?:the\\s+value\\s+of\\s+)?${LETTER}))?\\s*[.?!;,]*\\s*$`,
  "i",
);

/** The question: the first sentence or line of the text. */
const firstSentence = (text: string): string =>
  text
    .split(/\n/)
    .find((line) => line.includes("="))
    ?.match(/^.*?=.*?(?=[.?!](?:\s|$)|$)/)?.[0] ?? text;

/** The equation in a text, and its unknown; null when the equation holds more than one letter. */
export function readAround(text: string): { body: string; unknown: string } | { odd: string } {
  const body = firstSentence(plainSigns(text)).trim().replace(BEFORE, "").replace(BEHIND, "");
  const words = body.match(/[A-Za-z]+/g) ?? [];
  const letters = [...new Set(words.map((word) => (word === "X" ? "x" : word)))];
  const odd = letters.find((word) => word.length > 1) ?? letters[1];
  if (odd !== undefined) return { odd };
  const unknown = letters[0] ?? "x";
  return { body: body.replaceAll(unknown === "x" ? "X" : unknown, "x"), unknown };
}

/** Whether a text asks for an equation, readable or not. @param text with plain signs. */
export const looksLikeEquation = (text: string): boolean =>
  text.includes("=") ||
  /^solve\b/i.test(text) ||
  (BEFORE.test(text) && !/^(?:if|given)\b/i.test(text)) ||
  (/^[-+*/().\d\s]*(?:\d|\(|\b)[a-z](?![a-z])[-+*/().\d\sa-z]*$/i.test(text) &&
    !/[a-z]{2}/i.test(text));

/** The largest number in a text, as it is written there. */
const largest = (text: string): string =>
  (text.match(/\d+/g) ?? []).reduce((most, n) => (Number(n) > Number(most) ? n : most), "0");

export function parse(text: string): ParseResult<EquationProblem> {
  const refuse = (message: string, word?: string): ParseResult<EquationProblem> => ({
    ok: false,
    error: { message, example: EXAMPLE, ...(word !== undefined && { word }) },
  });
  const around = readAround(text);
  if ("odd" in around) {
    return refuse(
      around.odd.length > 1
        ? `An equation holds numbers, one letter, brackets and + - * / =; “${around.odd}” is none of these.`
        : `An equation has one unknown; “${around.odd}” is a second one.`,
      around.odd,
    );
  }
  const { body, unknown } = around;
  const read = readEquationOf(body, "x");
  if (!read.ok) return refuse(read.message, read.word);
  const { equation } = read;
  const solution = solveLinear(equation);
  if (!solution) {
    return refuse(
      /x/.test(body)
        ? "This equation holds for no x, or for every x: one solution is expected."
        : "This equation has no unknown: one letter is expected, such as x.",
    );
  }
  const shown = showEquation(equation);
  const large = largest(shown);
  if (large.length > MOST_DIGITS) {
    return refuse(`The number ${large} is longer than ${MOST_DIGITS} digits.`, large);
  }
  const problem = equationProblem(equation, solution);
  const notes: string[] = [];
  if (unknown !== "x") notes.push(`The unknown ${unknown} is written x: ${shown}.`);
  else if (/\d?\.\d/.test(body)) notes.push(`Decimals are written as fractions: ${shown}.`);
  if (Number(large) > LARGEST_TRAINED) {
    notes.push(
      `The bundled models were trained on numbers up to ${LARGEST_TRAINED}, not on ${large}.`,
    );
  }
  return { ok: true, problem, ...(notes.length > 0 && { note: notes.join(" ") }) };
}
