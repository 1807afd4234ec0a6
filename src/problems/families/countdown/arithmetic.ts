/** The four operations of a countdown, on positive whole numbers and fractions. */
import { add, divide, multiply, type Rational, subtract } from "../../rational.ts";

export const OPERATORS = ["+", "-", "*", "/"] as const;
export type Operator = (typeof OPERATORS)[number];

export const isOperator = (text: string): text is Operator => OPERATORS.some((o) => o === text);

/** The exact result; null when it is not positive. @param b is not 0. */
export function operate(a: Rational, operator: Operator, b: Rational): Rational | null {
  const value =
    operator === "+"
      ? add(a, b)
      : operator === "-"
        ? subtract(a, b)
        : operator === "*"
          ? multiply(a, b)
          : divide(a, b);
  return value.n > 0n ? value : null;
}
