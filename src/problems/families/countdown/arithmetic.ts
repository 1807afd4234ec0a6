/** The four operations of a countdown, on whole numbers. */

export const OPERATORS = ["+", "-", "*", "/"] as const;
export type Operator = (typeof OPERATORS)[number];

/** null where the result is not a positive whole number. */
export function operate(a: number, operator: Operator, b: number): number | null {
  const value =
    operator === "+" ? a + b : operator === "-" ? a - b : operator === "*" ? a * b : a / b;
  return Number.isInteger(value) && value > 0 ? value : null;
}
