/**
 * A step of a countdown, such as "8 - 4 = 4 left 4 7 8": the operation, and then the remaining numbers,
 * the new one last. The final step has no list: one number remains, or the target is made and the rest
 * is left over.
 */
import type { StepVerdict } from "../../family.ts";
import { equal, type Rational, rational, readNumber, show } from "../../rational.ts";
import { isOperator, type Operator, operate } from "./arithmetic.ts";
import type { Countdown } from "./countdown-type.ts";
import { type SmallFraction, showSmall } from "./small-fraction.ts";
import { type Combination, deriveWithin } from "./solver.ts";

/** The text of a step. @param last whether it is the last step, which has no list. */
export function stepText({ a, operator, b, value, left }: Combination, last: boolean): string {
  const operation = `${showSmall(a)} ${operator} ${showSmall(b)} = ${showSmall(value)}`;
  return last ? operation : `${operation} left ${left.map(showSmall).join(" ")}`;
}

export const stepTexts = (derivation: readonly Combination[]): string[] =>
  derivation.map((step, index) => stepText(step, index === derivation.length - 1));

const STEP = /^(\d+(?:\/\d+)?) (\S) (\d+(?:\/\d+)?) = (\d+(?:\/\d+)?)(?: left ([\d/ ]+))?$/;

export interface Step {
  a: Rational;
  operator: Operator;
  b: Rational;
  value: Rational;
  /** null when the step gives no list. */
  left: Rational[] | null;
}

/** Reads a step, right or wrong; null when it has another form. */
export function readStep(text: string): Step | null {
  const match = STEP.exec(text.trim());
  if (!match) return null;
  const [, a = "", operator = "", b = "", value = "", left] = match;
  const read = [a, b, value].map(readNumber);
  const list = left === undefined ? [] : left.trim().split(/ +/).map(readNumber);
  if (!isOperator(operator) || read.includes(null) || list.includes(null)) return null;
  const [x, y, z] = read as [Rational, Rational, Rational];
  return { a: x, operator, b: y, value: z, left: left === undefined ? null : (list as Rational[]) };
}

/** Takes these numbers out of a multiset. @returns the rest, or the first number that is missing. */
function without(numbers: readonly Rational[], taken: readonly Rational[]): Rational[] | Rational {
  const rest = [...numbers];
  for (const n of taken) {
    const at = rest.findIndex((one) => equal(one, n));
    if (at < 0) return n;
    rest.splice(at, 1);
  }
  return rest;
}

const list = (numbers: readonly Rational[]): string => numbers.map(show).join(", ");
const multiset = (numbers: readonly Rational[]): string => numbers.map(show).sort().join(" ");

const result = ({ a, operator, b }: Step): Rational | null =>
  operator === "/" && b.n === 0n ? null : operate(a, operator, b);

/** The numbers left after these steps, whatever lists they give; null when a step cannot be followed. */
function leftAfter(problem: Countdown, steps: readonly string[]): Rational[] | null {
  let left: Rational[] = problem.numbers.map((n) => rational(n));
  for (const text of steps) {
    const step = readStep(text);
    const value = step && result(step);
    if (!step || !value || !equal(value, step.value)) return null;
    const rest = without(left, [step.a, step.b]);
    if (!Array.isArray(rest)) return null;
    left = [...rest, step.value];
  }
  return left;
}

/** Whether these numbers can still make the target. More than four are not searched and count as able to. */
function canReach(numbers: readonly Rational[], { target, leftovers }: Countdown): boolean {
  if (numbers.length > 4) return true;
  if (leftovers && numbers.some((n) => equal(n, rational(target)))) return true;
  const small = numbers.map(({ n, d }): SmallFraction => ({ n: Number(n), d: Number(d) }));
  return deriveWithin(small, target, { leftovers, fractions: true }) !== null;
}

export function checkStep(
  problem: Countdown,
  before: readonly string[],
  text: string,
): StepVerdict {
  const wrong = (reason: string): StepVerdict => ({ ok: false, reason });
  const step = readStep(text);
  if (!step) return wrong(`“${text}” is not of the form “8 - 4 = 4 left 4 7 8”.`);
  const held = leftAfter(problem, before);
  if (!held) return wrong("An earlier step was already wrong.");
  const rest = without(held, [step.a, step.b]);
  if (!Array.isArray(rest)) {
    return wrong(`${show(rest)} is not among the numbers left (${list(held)}).`);
  }
  const truth = result(step);
  if (!truth || !equal(truth, step.value)) {
    const operation = `${show(step.a)} ${step.operator} ${show(step.b)}`;
    const right = truth ? `is ${show(truth)}, not ${show(step.value)}` : "is not a positive number";
    return wrong(`${operation} ${right}.`);
  }
  return checkLeft(problem, [...rest, step.value], step);
}

/** Whether the list is right, and whether the last number is the target. @param now the numbers that are left. */
function checkLeft(problem: Countdown, now: Rational[], { left, value }: Step): StepVerdict {
  const wrong = (reason: string): StepVerdict => ({ ok: false, reason });
  const target = rational(problem.target);
  const ends = left === null && (problem.leftovers || now.length === 1);
  if (!ends && multiset(left ?? [value]) !== multiset(now)) {
    return wrong(`What is left is ${list(now)}, not ${list(left ?? [value])}.`);
  }
  if ((ends || now.length === 1) && !equal(value, target)) {
    return wrong(`It ends at ${show(value)}, but the target is ${problem.target}.`);
  }
  return ends || canReach(now, problem)
    ? { ok: true }
    : { ok: true, note: `Correct, but ${problem.target} can no longer be reached.` };
}
