/**
 * A spelling of an expression that is the same whatever order and brackets sums and products are written
 * in: (a + b) + c is a + (b + c), a - (b - c) is a - b + c, a · b is b · a, and a / (b / c) is a · c / b.
 * Expressions of the same value by other ways stay different.
 */
import { show } from "../rational.ts";
import type { Expression } from "./expression.ts";

/** A part of a sum or of a product, and whether it is subtracted or divided by. */
interface Part {
  expression: Expression;
  inverse: boolean;
}

const INVERSE = { "+": "-", "*": "/" } as const;

/** The parts of a chain of this operation and its inverse, all brackets around them undone. */
function partsOf(expression: Expression, operator: "+" | "*", inverse = false): Part[] {
  if (operator === "+" && expression.kind === "negative") {
    return partsOf(expression.of, operator, !inverse);
  }
  if (expression.kind === "binary") {
    const { left, right } = expression;
    const inverts = expression.operator === INVERSE[operator];
    if (expression.operator === operator || inverts) {
      const rest = partsOf(right, operator, inverts ? !inverse : inverse);
      return [...partsOf(left, operator, inverse), ...rest];
    }
  }
  return [{ expression, inverse }];
}

function chain(expression: Expression, operator: "+" | "*"): string {
  const parts = partsOf(expression, operator).map(
    (part) => `${part.inverse ? INVERSE[operator] : operator}${canonical(part.expression)}`,
  );
  return `(${parts.sort().join("")})`;
}

export function canonical(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return show(expression.value);
    case "unknown":
      return "x";
    case "negative":
      return chain(expression, "+");
    case "binary":
      return chain(expression, /[+-]/.test(expression.operator) ? "+" : "*");
  }
}
