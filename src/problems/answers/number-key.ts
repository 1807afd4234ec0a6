/** One spelling for each number: "1/2", "0.5" and "2 / 4" are "1/2". */

const NUMBER = /^([-−+]?)\s*(\d+|\d*\.\d+|\d+\.)(?:\s*\/\s*([-−]?)\s*(\d+))?$/;

/** More digits than any answer has; arithmetic on them stays fast. */
const MOST_DIGITS = 40;

/** "7", "-7/3"; null where the text is no number, or divides by 0. */
export function numberKey(text: string): string | null {
  const match = text.length <= 2 * MOST_DIGITS ? NUMBER.exec(text.trim()) : null;
  if (!match) return null;
  const [, sign, above = "", signBelow, below = "1"] = match;
  const [whole = "", decimals = ""] = above.split(".");
  const top = BigInt(`${whole}${decimals}`);
  const bottom = 10n ** BigInt(decimals.length) * BigInt(below);
  if (bottom === 0n) return null;
  const common = gcd(top, bottom);
  const negative = isMinus(sign) !== isMinus(signBelow) && top > 0n;
  const denominator = bottom / common;
  return `${negative ? "-" : ""}${top / common}${denominator === 1n ? "" : `/${denominator}`}`;
}

const isMinus = (sign: string | undefined): boolean => sign === "-" || sign === "−";

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

/** Of "x = 1/2", the number after the sign; of "1/2", itself. null where it is none. */
export const solutionKey = (answer: string): string | null =>
  numberKey(answer.replace(/^\s*[A-Za-z]\s*=/, ""));
