/** One spelling for each number: "1/2", "0.5" and "2 / 4" are "1/2". */
import { negate, readNumber, show } from "../rational.ts";
import { plainSigns } from "../typed-text.ts";

/** Longer ones are no answer; arithmetic on the others stays fast. */
const LONGEST = 80;

/** "7", "-7/3"; null where the text is no number, or divides by 0. */
export function numberKey(text: string): string | null {
  if (text.length > LONGEST) return null;
  const match = /^([-+]?)\s*(\S+?)(?:\s*\/\s*(\d+))?$/.exec(plainSigns(text));
  if (!match) return null;
  const [, sign, above = "", below] = match;
  const value = readNumber(below === undefined ? above : `${above}/${below}`);
  return value && show(sign === "-" ? negate(value) : value);
}

/** Of "x = 1/2", the number after the sign; of "1/2", itself. null where it is none. */
export const solutionKey = (answer: string): string | null =>
  numberKey(answer.replace(/^\s*[A-Za-z]\s*=/, ""));
