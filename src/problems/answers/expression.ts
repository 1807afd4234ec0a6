/**
 * Reads arithmetic: numbers, an unknown, brackets, + - * / and products without a sign. Equations and
 * the answers of a countdown share it.
 *
 * Products and quotients are read from left to right, so "1/2 x" is half of x. A fraction without spaces,
 * such as "8/3", is one number.
 */
import {
  add,
  divide,
  isZero,
  multiply,
  negate,
  type Rational,
  readNumber,
  subtract,
} from "../rational.ts";

export type BinaryOperator = "+" | "-" | "*" | "/";

export type Expression =
  | { kind: "number"; value: Rational }
  | { kind: "unknown" }
  | { kind: "negative"; of: Expression }
  | { kind: "binary"; operator: BinaryOperator; left: Expression; right: Expression };

/** Why a text is not an expression: a whole sentence, and the piece at fault if there is one. */
export interface ExpressionFault {
  message: string;
  word?: string;
}

export type ExpressionResult =
  | { ok: true; expression: Expression }
  | { ok: false; fault: ExpressionFault };

/** The deepest nesting. It is enough for any problem; deeper trees would overflow the stack. */
export const MOST_BRACKETS = 40;
const MOST_TOKENS = 400;
/** Digits of one number, so that exact arithmetic stays fast. */
export const MOST_DIGITS = 15;

/** A fraction is glued only where it stands alone: "x/2/3" and "12/8/3" are read from left to right. */
const TOKEN = /(?<![\w)]\/)\d+\/\d+(?![\d./])|\d*\.\d+|\d+|[A-Za-z]+|\S/g;
const isNumber = (token: string): boolean => /^[\d.]/.test(token) && token !== ".";

class Fault extends Error {
  readonly fault: ExpressionFault;
  constructor(message: string, word?: string) {
    super(message);
    this.fault = { message, ...(word !== undefined && { word }) };
  }
}

function checkTokens(tokens: readonly string[], unknown: string | null): void {
  const signs =
    unknown === null
      ? "numbers, brackets and + - * /"
      : `numbers, ${unknown}, brackets and + - * /`;
  let depth = 0;
  for (const token of tokens) {
    if (token === "(") depth++;
    else if (token === ")") depth--;
    else if (isNumber(token)) {
      if (token.length > MOST_DIGITS) {
        throw new Fault(`The number ${token} is longer than ${MOST_DIGITS} digits.`, token);
      }
      if (!readNumber(token)) throw new Fault(`“${token}” divides by 0.`, token);
    } else if (!/^[-+*/]$/.test(token) && token !== unknown) {
      throw new Fault(`An expression holds ${signs}; “${token}” is none of these.`, token);
    }
    if (depth < 0) throw new Fault("A bracket is closed that was not opened.", ")");
    if (depth > MOST_BRACKETS) {
      throw new Fault(`The brackets are nested deeper than ${MOST_BRACKETS}.`, "(");
    }
  }
  if (depth > 0) throw new Fault("A bracket is opened and not closed.", "(");
  if (tokens.length > MOST_TOKENS) {
    throw new Fault(`The text is too long: up to ${MOST_TOKENS} numbers and signs are read.`);
  }
}

class Reader {
  private at = 0;
  private readonly tokens: readonly string[];
  private readonly unknown: string | null;
  constructor(tokens: readonly string[], unknown: string | null) {
    this.tokens = tokens;
    this.unknown = unknown;
  }
  get peek(): string | undefined {
    return this.tokens[this.at];
  }
  private take<T extends string>(...wanted: readonly T[]): T | null {
    const found = wanted.find((token) => token === this.peek) ?? null;
    if (found !== null) this.at++;
    return found;
  }
  sum(): Expression {
    let left = this.product();
    for (let operator = this.take("+", "-"); operator; operator = this.take("+", "-")) {
      left = { kind: "binary", operator, left, right: this.product() };
    }
    return left;
  }
  private product(): Expression {
    let left = this.signed();
    for (;;) {
      const operator = this.take("*", "/");
      const opens = this.peek !== undefined && !/^[-+*/)]$/.test(this.peek);
      if (!operator && !opens) return left;
      if (!operator) this.refuseNumberAfterUnknown();
      const right = operator ? this.signed() : this.operand();
      left = { kind: "binary", operator: operator ?? "*", left, right };
    }
  }
  /** "x2" is as likely x squared as 2x, and "3 x 4" a product of numbers. */
  private refuseNumberAfterUnknown(): void {
    const [before, token] = [this.tokens[this.at - 1], this.peek];
    if (before === this.unknown && token !== undefined && isNumber(token)) {
      throw new Fault(`A sign is missing between “${before}” and “${token}”.`, token);
    }
  }
  private signed(): Expression {
    let negative = false;
    for (let sign = this.take("+", "-"); sign; sign = this.take("+", "-")) {
      if (sign === "-") negative = !negative;
    }
    const of = this.operand();
    return negative ? { kind: "negative", of } : of;
  }
  private operand(): Expression {
    if (this.take("(")) {
      const inner = this.sum();
      this.take(")");
      return inner;
    }
    const token = this.peek;
    if (token === undefined) throw new Fault("Something is missing at the end.");
    if (token === this.unknown) {
      this.at++;
      return { kind: "unknown" };
    }
    const value = readNumber(token);
    if (!value) throw new Fault(`A number is missing before “${token}”.`, token);
    this.at++;
    return { kind: "number", value };
  }
}

/** Reads a text with plain signs (`plainSigns`). @param unknown the letter of the unknown; null when none is allowed. */
export function readExpression(text: string, unknown: string | null = null): ExpressionResult {
  const tokens = text.match(TOKEN) ?? [];
  try {
    checkTokens(tokens, unknown);
    const reader = new Reader(tokens, unknown);
    const expression = reader.sum();
    if (reader.peek !== undefined)
      throw new Fault(`A sign is missing before “${reader.peek}”.`, reader.peek);
    return { ok: true, expression };
  } catch (thrown) {
    if (thrown instanceof Fault) return { ok: false, fault: thrown.fault };
    throw thrown;
  }
}

/** The exact value; null when it divides by 0 or holds the unknown. */
export function evaluate(expression: Expression): Rational | null {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "unknown":
      return null;
    case "negative": {
      const value = evaluate(expression.of);
      return value && negate(value);
    }
    case "binary": {
      const left = evaluate(expression.left);
      const right = evaluate(expression.right);
      if (!left || !right) return null;
      switch (expression.operator) {
        case "+":
          return add(left, right);
        case "-":
          return subtract(left, right);
        case "*":
          return multiply(left, right);
        case "/":
          return isZero(right) ? null : divide(left, right);
      }
    }
  }
}

/** The numbers in an expression, from left to right. */
export function leaves(expression: Expression): Rational[] {
  switch (expression.kind) {
    case "number":
      return [expression.value];
    case "unknown":
      return [];
    case "negative":
      return leaves(expression.of);
    case "binary":
      return [...leaves(expression.left), ...leaves(expression.right)];
  }
}
