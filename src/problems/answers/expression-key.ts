/**
 * A key for each way to combine numbers. Two expressions share a key when they differ only in
 * - the order of what is added or multiplied: a + b is b + a, a · b is b · a;
 * - the brackets of a sum or a product: (a + b) + c is a + (b + c), and likewise with − and ÷:
 *   (a − b) + c is (a + c) − b and a − (b − c); (a ÷ b) · c is (a · c) ÷ b and a ÷ (b ÷ c).
 * No other expressions share one, even when their values are equal: a · (b + c) is not a · b + a · c, a · 1
 * is not a ÷ 1, and 8 is not 4 + 4. Expressions with one key have one value and the same numbers.
 */
import { show } from "../rational.ts";
import { plainSigns } from "../typed-text.ts";
import { type Expression, readExpression } from "./expression.ts";
import { numberKey } from "./number-key.ts";

/** @returns null when the text is not an expression of numbers, brackets and + - * /. */
export function expressionKey(text: string): string | null {
  const read = readExpression(plainSigns(text));
  return read.ok ? sumKey(read.expression) : null;
}

/** A part of a sum or a product; `against` when it is subtracted or divided by. */
interface Part {
  against: boolean;
  key: string;
}

function sumKey(expression: Expression): string {
  const parts = (of: Expression, against: boolean): Part[] => {
    if (of.kind === "negative") return parts(of.of, !against);
    if (of.kind === "binary" && (of.operator === "+" || of.operator === "-"))
      return [...parts(of.left, against), ...parts(of.right, against !== (of.operator === "-"))];
    return [{ against, key: productKey(of) }];
  };
  return joined(parts(expression, false), "+", "-");
}

function productKey(expression: Expression): string {
  const parts = (of: Expression, against: boolean): Part[] =>
    of.kind === "binary" && (of.operator === "*" || of.operator === "/")
      ? [...parts(of.left, against), ...parts(of.right, against !== (of.operator === "/"))]
      : [{ against, key: factorKey(of) }];
  return joined(parts(expression, false), "*", "/");
}

function factorKey(of: Expression): string {
  if (of.kind === "number") return show(of.value);
  return of.kind === "unknown" ? "x" : sumKey(of);
}

function joined(parts: readonly Part[], sign: string, inverse: string): string {
  const [only] = parts;
  if (parts.length === 1 && only && !only.against) return only.key;
  const signed = parts.map(({ against, key }) => `${against ? inverse : sign}${key}`);
  return `(${signed.sort().join("")})`;
}

/** The key of an answer such as "(7 - 4) * 8 = 24", with the value that it claims; null when it is not one. */
export function claimKey(answer: string): string | null {
  const [expression = "", value = "", ...more] = answer.split("=");
  const claimed = numberKey(value);
  const combined = expressionKey(expression);
  return more.length > 0 || claimed === null || combined === null ? null : `${combined}=${claimed}`;
}
