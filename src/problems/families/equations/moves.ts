/**
 * The moves of a solution, one for each step: expand, collect, clear fractions, swap the sides, move x,
 * move the number, divide.
 */

import { toModelText } from "../../model-text.ts";
import {
  add,
  divide,
  isWhole,
  isZero,
  multiply,
  negate,
  type Rational,
  rational,
  show,
  ZERO,
} from "../../rational.ts";
import {
  type Equation,
  type Linear,
  linear,
  type Side,
  showEquation,
  sideOf,
  type Term,
} from "./language.ts";

function times(term: Term, factor: Rational): Term {
  switch (term.kind) {
    case "number":
      return { kind: "number", value: multiply(term.value, factor) };
    case "x":
      return { kind: "x", coefficient: multiply(term.coefficient, factor) };
    case "bracket":
      return { ...term, factor: multiply(term.factor, factor) };
  }
}

/** Replaces the first innermost bracket of a side; null when there is none. */
function expandFirst(side: Side): Side | null {
  for (const [i, term] of side.entries()) {
    if (term.kind !== "bracket") continue;
    const deeper = expandFirst(term.inner);
    const replacement: Term[] = deeper
      ? [{ ...term, inner: deeper }]
      : term.inner.map((inner) => times(inner, term.factor));
    return [...side.slice(0, i), ...replacement, ...side.slice(i + 1)];
  }
  return null;
}

/** Whether a side has at most one x term and one number, in either order, and no 0 beside another term. */
function isCollected(side: Side): boolean {
  const { a, b } = linear(side);
  if (side.length === 1 && side[0]?.kind === "number") return true;
  return side.length === (isZero(a) ? 0 : 1) + (isZero(b) ? 0 : 1);
}

const timesAll = ({ left, right }: Equation, factor: Rational): Equation => ({
  left: left.map((term) => times(term, factor)),
  right: right.map((term) => times(term, factor)),
});

const leastCommonDenominator = (numbers: readonly Rational[]): bigint =>
  numbers.reduce((common, { d }) => common * rational(common, d).d, 1n);

/**
 * Whether both sides should be multiplied by their common denominator before anything is moved, which is
 * when a fraction stands beside other terms. "x/2 + 3 = 7" and "2x = 3/2" do not need it.
 */
function hasFractionsToClear(left: Linear, right: Linear): boolean {
  const twice = !isZero(left.a) && !isZero(right.a);
  const alone = !twice && isZero(isZero(left.a) ? right.b : left.b);
  const coefficients = isWhole(left.a) && isWhole(right.a);
  const numbers = isWhole(left.b) && isWhole(right.b);
  return (twice && !coefficients) || (!numbers && !(alone && coefficients));
}

/** The next move on two collected sides. */
function solveCollected(e: Equation): Equation | { solution: string } {
  const left = linear(e.left);
  const right = linear(e.right);
  if (hasFractionsToClear(left, right)) {
    return timesAll(e, rational(leastCommonDenominator([left.a, left.b, right.a, right.b])));
  }
  if (isZero(left.a)) return { left: e.right, right: e.left };
  if (!isZero(right.a)) {
    const a = add(left.a, negate(right.a));
    return { left: sideOf({ a, b: left.b }), right: sideOf({ a: ZERO, b: right.b }) };
  }
  if (!isZero(left.b)) {
    const moved = add(right.b, negate(left.b));
    return { left: sideOf({ a: left.a, b: ZERO }), right: sideOf({ a: ZERO, b: moved }) };
  }
  const { n, d } = left.a;
  if (d !== 1n && n !== 1n && n !== -1n) return timesAll(e, rational(d));
  return { solution: `x = ${show(divide(right.b, left.a)).replace(/^-/, "- ")}` };
}

/** The result of a move: the next equation, or the solution as text. */
export function nextMove(e: Equation): Equation | { solution: string } {
  for (const name of ["left", "right"] as const) {
    const expanded = expandFirst(e[name]);
    if (expanded) return { ...e, [name]: expanded };
  }
  for (const name of ["left", "right"] as const) {
    if (!isCollected(e[name])) return { ...e, [name]: sideOf(linear(e[name])) };
  }
  return solveCollected(e);
}

/** All moves from an equation to its solution, in model spelling. */
export function derivation(equation: Equation): string[] {
  const steps: string[] = [];
  for (let current = equation; ; ) {
    const next = nextMove(current);
    if ("solution" in next) {
      if (steps.at(-1) !== next.solution) steps.push(next.solution);
      return steps;
    }
    steps.push(toModelText(showEquation(next)).trim());
    current = next;
  }
}
