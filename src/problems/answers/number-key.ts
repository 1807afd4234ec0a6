/** A key for each number: the key of "1/2", "0.5" and "2 / 4" is "1/2". */
import { negate, readNumber, show } from "../rational.ts";
import { plainSigns } from "../typed-text.ts";

/** The longest text of a number; longer ones are not answers, so that arithmetic stays fast. */
const LONGEST = 80;

/** The key, such as "7" or "-7/3"; null when the text is not a number, or divides by 0. */
export function numberKey(text: string): string | null {
  if (text.length > LONGEST) return null;
  const match = /^([-+]?)\s*(\S+?)(?:\s*\/\s*(\d+))?$/.exec(plainSigns(text));
  if (!match) return null;
  const [, sign, above = "", below] = match;
  const value = readNumber(below === undefined ? above : `${above}/${below}`);
  return value && show(sign === "-" ? negate(value) : value);
}

/** The key of the number in "x = 1/2" or "1/2"; null when there is none. */
export const solutionKey = (answer: string): string | null =>
  numberKey(answer.replace(/^\s*[A-Za-z]\s*=/, ""));
