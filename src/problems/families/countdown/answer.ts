/** The answer of a countdown: an expression and the value that it claims, as in "(7 - (8 - 4)) * 8 = 24". */
import { evaluate, leaves, readExpression } from "../../answers/expression.ts";
import { equal, type Rational, rational, readNumber, show } from "../../rational.ts";
import type { Countdown } from "./countdown-type.ts";
import { readStep } from "./step.ts";

/**
 * The derivation as one expression, with commutative operands in a fixed order. It does not check the
 * steps; the checker judges the answer.
 */
export function extractAnswer(steps: readonly string[]): string | null {
  const derived: { n: Rational; text: string }[] = [];
  const take = (n: Rational): string => {
    const at = derived.findIndex((d) => equal(d.n, n));
    return at < 0 ? show(n) : (derived.splice(at, 1)[0]?.text ?? show(n));
  };
  let last: { n: Rational; text: string } | null = null;
  for (const text of steps) {
    const step = readStep(text);
    if (!step) return null;
    const a = take(step.a);
    const b = take(step.b);
    const commutes = step.operator === "+" || step.operator === "*";
    const [left, right] = commutes && b < a ? [b, a] : [a, b];
    last = { n: step.value, text: `(${left} ${step.operator} ${right})` };
    derived.push(last);
  }
  return last && `${last.text.slice(1, -1)} = ${show(last.n)}`;
}

/**
 * Whether the expression makes the target with the numbers: each at most once, and all of them unless some
 * may be left over.
 */
export function checkAnswer(problem: Countdown, answer: string): boolean {
  const [text = "", claimed = "", ...more] = answer.split(" = ");
  const target = rational(problem.target);
  const claim = readNumber(claimed);
  const read = readExpression(text);
  if (more.length > 0 || !claim || !equal(claim, target) || !read.ok) return false;
  const value = evaluate(read.expression);
  if (!value || !equal(value, target)) return false;
  const free = problem.numbers.map((n) => rational(n));
  for (const leaf of leaves(read.expression)) {
    const at = free.findIndex((n) => equal(n, leaf));
    if (at < 0) return false;
    free.splice(at, 1);
  }
  return problem.leftovers || free.length === 0;
}
