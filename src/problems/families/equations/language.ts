/**
 * Linear equations in x as text. A side is a sum of terms: numbers, multiples of
 * x, and multiples of a bracket that holds a sum in turn.
 */
import { type Expression, evaluate, readExpression } from "../../answers/expression.ts";
import {
  add,
  divide,
  isWhole,
  isZero,
  multiply,
  negate,
  ONE,
  type Rational,
  rational,
  readNumber,
  show,
  ZERO,
} from "../../rational.ts";

export type Term =
  | { kind: "number"; value: Rational }
  | { kind: "x"; coefficient: Rational }
  | { kind: "bracket"; factor: Rational; inner: Side };

export type Side = readonly Term[];

export interface Equation {
  left: Side;
  right: Side;
}

/** a·x + b, with exact fractions. */
export interface Linear {
  a: Rational;
  b: Rational;
}

export function linear(side: Side): Linear {
  let total: Linear = { a: ZERO, b: ZERO };
  for (const term of side) {
    const value: Linear =
      term.kind === "number"
        ? { a: ZERO, b: term.value }
        : term.kind === "x"
          ? { a: term.coefficient, b: ZERO }
          : scale(linear(term.inner), term.factor);
    total = { a: add(total.a, value.a), b: add(total.b, value.b) };
  }
  return total;
}

const scale = (v: Linear, by: Rational): Linear => ({ a: multiply(v.a, by), b: multiply(v.b, by) });

/** Collects a side without brackets into at most one x term and one number; 0 when neither is left. */
export function sideOf({ a, b }: Linear): Side {
  const terms: Term[] = [];
  if (!isZero(a)) terms.push({ kind: "x", coefficient: a });
  if (!isZero(b) || terms.length === 0) terms.push({ kind: "number", value: b });
  return terms;
}

/** The x that solves left = right; null when none does, or every x does. */
export function solveLinear({ left, right }: Equation): Rational | null {
  const [l, r] = [linear(left), linear(right)];
  const a = add(l.a, negate(r.a));
  return isZero(a) ? null : divide(add(r.b, negate(l.b)), a);
}

/** The text of a multiple of x: "3x", "x/2", "3/2 x", "x". @param size is positive. */
function showMultiple(size: Rational): string {
  if (isWhole(size)) return size.n === 1n ? "x" : `${size.n}x`;
  return size.n === 1n ? `x/${size.d}` : `${show(size)} x`;
}

const sizeOf = (term: Term): Rational =>
  term.kind === "number" ? term.value : term.kind === "x" ? term.coefficient : term.factor;

function showTerm(term: Term, first: boolean): string {
  const signed = sizeOf(term);
  const negative = signed.n < 0n;
  const size = negative ? negate(signed) : signed;
  const sign = negative ? (first ? "- " : " - ") : first ? "" : " + ";
  switch (term.kind) {
    case "number":
      return `${sign}${show(size)}`;
    case "x":
      return isZero(size) ? `${sign}0x` : `${sign}${showMultiple(size)}`;
    case "bracket":
      return `${sign}${size.n === size.d ? "" : show(size)}(${showSide(term.inner)})`;
  }
}

/** The text of a side, such as "3(x + 4) - 5"; an empty side is "0". */
export const showSide = (side: Side): string =>
  side.length === 0 ? "0" : side.map((term, i) => showTerm(term, i === 0)).join("");

export const showEquation = (e: Equation): string => `${showSide(e.left)} = ${showSide(e.right)}`;

const isSum = (e: Expression): boolean =>
  e.kind === "binary" && (e.operator === "+" || e.operator === "-");

/** The terms of an expression times a factor; null when it multiplies x by x or divides by x. */
function termsOf(e: Expression, factor: Rational): Term[] | null {
  switch (e.kind) {
    case "number":
      return [{ kind: "number", value: multiply(e.value, factor) }];
    case "unknown":
      return [{ kind: "x", coefficient: factor }];
    case "negative":
      return grouped(e.of, negate(factor));
    case "binary": {
      if (e.operator === "+" || e.operator === "-") {
        const left = termsOf(e.left, factor);
        const right =
          e.operator === "+" ? termsOf(e.right, factor) : grouped(e.right, negate(factor));
        return left && right && [...left, ...right];
      }
      const right = evaluate(e.right);
      if (right && !(e.operator === "*" && isSum(e.right) && !isSum(e.left))) {
        if (e.operator === "*") return grouped(e.left, multiply(factor, right));
        return isZero(right) ? null : grouped(e.left, divide(factor, right));
      }
      const left = e.operator === "*" ? evaluate(e.left) : null;
      return left && grouped(e.right, multiply(factor, left));
    }
  }
}

/** The terms of a product; a sum in brackets stays in its brackets. */
function grouped(e: Expression, factor: Rational): Term[] | null {
  if (!isSum(e)) return termsOf(e, factor);
  const inner = termsOf(e, ONE);
  return inner && [{ kind: "bracket", factor, inner }];
}

export type EquationResult =
  | { ok: true; equation: Equation }
  | { ok: false; message: string; word?: string };

/** Reads "3(x + 4) - 5 = 22" with plain signs. @param unknown the letter that stands for x. */
export function readEquationOf(text: string, unknown: string): EquationResult {
  const sides = text.split("=");
  if (sides.length !== 2) {
    return { ok: false, message: `An equation has one = sign; this text has ${sides.length - 1}.` };
  }
  const read: Side[] = [];
  for (const side of sides) {
    if (side.trim() === "") {
      return { ok: false, message: "Something is missing on one side of the = sign.", word: "=" };
    }
    const result = readExpression(side, unknown);
    if (!result.ok) return { ok: false, ...result.fault };
    const terms = termsOf(result.expression, ONE);
    if (!terms) {
      return {
        ok: false,
        message: `This is no linear equation: ${unknown} is multiplied by itself, or something is divided by it or by 0.`,
      };
    }
    read.push(terms);
  }
  const [left = [], right = []] = read;
  return { ok: true, equation: { left, right } };
}

/** Reads an equation in x as steps write it; null when it is not a linear equation in x. */
export function readEquation(text: string): Equation | null {
  const result = readEquationOf(text, "x");
  return result.ok ? result.equation : null;
}

/** Reads "x = 5", "x = - 7/3" and "x = - 7 / 3"; null for anything else. */
export function readSolution(text: string): Rational | null {
  const match = /^x = (- ?)?(\d+(?: ?\/ ?\d+)?)$/.exec(text.trim());
  const value = match && readNumber((match[2] ?? "").replaceAll(" ", ""));
  if (!match || !value) return null;
  return match[1] ? negate(value) : rational(value.n, value.d);
}
