/**
 * Countdown, the generalisation of the Game of 24: reach the target by combining
 * all the numbers, two at a time, with + - * /. Any valid derivation counts.
 *
 * A step reads "8 - 4 = 4 left 4 7 8": the operation, then the numbers that
 * remain, the new one last. The final step, which leaves one number, has no list.
 */

import { checkerOf } from "../../answers/checker.ts";
import { claimKey } from "../../answers/expression-key.ts";
import type { Difficulty, Family, ParseResult, Problem, StepVerdict } from "../../family.ts";
import { MAX_NUMBER, pieces, toModelText } from "../../model-text.ts";
import type { Random } from "../../random.ts";
import { generateInSplit } from "../../split.ts";
import { OPERATORS, type Operator, operate } from "./arithmetic.ts";
import { canReach, derive } from "./solver.ts";

export interface Countdown extends Problem {
  readonly family: "countdown";
  readonly numbers: readonly number[];
  readonly target: number;
}

interface Level {
  count: readonly [number, number];
  largest: number;
  target: readonly [number, number];
  /** Cap on intermediate results of the generating derivation. */
  cap: number;
}

const LEVELS: Record<Difficulty, Level> = {
  1: { count: [3, 3], largest: 10, target: [5, 40], cap: 100 },
  2: { count: [3, 4], largest: 10, target: [10, 50], cap: 100 },
  3: { count: [4, 4], largest: 13, target: [10, 100], cap: 200 },
  4: { count: [5, 5], largest: 25, target: [50, 300], cap: 500 },
  5: { count: [6, 6], largest: 50, target: [100, 999], cap: 999 },
};

const EXAMPLE = "Make 24 from 4, 7, 8, 8.";

export function countdown(
  numbers: readonly number[],
  target: number,
  difficulty?: Difficulty,
): Countdown {
  return {
    family: "countdown",
    text: `Make ${target} from ${numbers.join(", ")}.`,
    key: `countdown ${[...numbers].sort((a, b) => a - b).join(" ")} | ${target}`,
    numbers,
    target,
    ...(difficulty && { difficulty }),
  };
}

/** One random combination of two of the numbers, the larger first; null when it fails. */
function combine(numbers: readonly number[], cap: number, r: Random) {
  const [i, j] = r.shuffle(numbers.map((_, index) => index)) as [number, number];
  const a = Math.max(numbers[i] as number, numbers[j] as number);
  const b = Math.min(numbers[i] as number, numbers[j] as number);
  const operator = OPERATORS[r.weighted([0.34, 0.28, 0.26, 0.12])] as Operator;
  if ((operator === "*" || operator === "/") && b === 1) return null;
  const value = operate(a, operator, b);
  if (value === null || value > cap) return null;
  const rest = numbers.filter((_, index) => index !== i && index !== j);
  return { a, operator, b, value, left: [...rest, value] };
}

export const stepText = (
  a: number,
  operator: Operator,
  b: number,
  value: number,
  left: readonly number[],
): string => `${a} ${operator} ${b} = ${value}${left.length > 1 ? ` left ${left.join(" ")}` : ""}`;

/** A random derivation with every intermediate within the cap; it makes the problem. */
function draw(difficulty: Difficulty, r: Random): { problem: Countdown; steps: string[] } | null {
  const level = LEVELS[difficulty];
  const count = r.integer(...level.count);
  const numbers = Array.from({ length: count }, () => r.integer(1, level.largest));
  const steps: string[] = [];
  let left: number[] = numbers;
  while (left.length > 1) {
    let step = null;
    for (let tries = 0; tries < 20 && !step; tries++) step = combine(left, level.cap, r);
    if (!step) return null;
    steps.push(stepText(step.a, step.operator, step.b, step.value, step.left));
    left = step.left;
  }
  const target = left[0] as number;
  if (target < level.target[0] || target > level.target[1]) return null;
  return { problem: countdown(numbers, target, difficulty), steps };
}

/** A problem together with the derivation that made it: what the policy is trained on. */
export function generateWithDerivation(
  seed: number,
  difficulty: Difficulty,
  split: "train" | "validation" | "test",
): { problem: Countdown; steps: string[] } {
  let steps: string[] = [];
  const problem = generateInSplit(1, seed, difficulty, split, (r) => {
    const made = draw(difficulty, r);
    if (made) steps = made.steps;
    return made?.problem ?? null;
  });
  return { problem, steps };
}

const STEP = /^(\d+) ([-+*/]) (\d+) = (\d+)(?: left ([\d ]+))?$/;

interface Step {
  a: number;
  operator: Operator;
  b: number;
  value: number;
  left: number[] | null;
}

function readStep(text: string): Step | null {
  const match = STEP.exec(text.trim());
  if (!match) return null;
  return {
    a: Number(match[1]),
    operator: match[2] as Operator,
    b: Number(match[3]),
    value: Number(match[4]),
    left: match[5] === undefined ? null : match[5].trim().split(/ +/).map(Number),
  };
}

/** The multiset without these numbers, or the first number that it lacks. */
function without(numbers: readonly number[], taken: readonly number[]): number[] | number {
  const rest = [...numbers];
  for (const n of taken) {
    const at = rest.indexOf(n);
    if (at < 0) return n;
    rest.splice(at, 1);
  }
  return rest;
}

const sorted = (numbers: readonly number[]): string => [...numbers].sort((a, b) => a - b).join(" ");

/** What is left after these steps, whatever lists they claim; null when one cannot be followed. */
function leftAfter(problem: Countdown, steps: readonly string[]): number[] | null {
  let left: number[] = [...problem.numbers];
  for (const text of steps) {
    const step = readStep(text);
    if (!step || operate(step.a, step.operator, step.b) !== step.value) return null;
    const rest = without(left, [step.a, step.b]);
    if (typeof rest === "number") return null;
    left = [...rest, step.value];
  }
  return left;
}

function checkStep(problem: Countdown, before: readonly string[], text: string): StepVerdict {
  const step = readStep(text);
  if (!step) return { ok: false, reason: `“${text}” is not of the form “8 - 4 = 4 left 4 7 8”.` };
  const held = leftAfter(problem, before);
  if (!held) return { ok: false, reason: "An earlier step was already wrong." };
  const rest = without(held, [step.a, step.b]);
  if (typeof rest === "number") {
    return { ok: false, reason: `${rest} is not among the numbers left (${held.join(", ")}).` };
  }
  const truth = operate(step.a, step.operator, step.b);
  if (truth !== step.value) {
    const right =
      truth === null ? "is not a positive whole number" : `is ${truth}, not ${step.value}`;
    return { ok: false, reason: `${step.a} ${step.operator} ${step.b} ${right}.` };
  }
  const now = [...rest, step.value];
  const claimed = step.left ?? [step.value];
  if (sorted(claimed) !== sorted(now)) {
    return { ok: false, reason: `What is left is ${now.join(", ")}, not ${claimed.join(", ")}.` };
  }
  if (now.length === 1 && now[0] !== problem.target) {
    return { ok: false, reason: `It ends at ${now[0]}, but the target is ${problem.target}.` };
  }
  if (now.length > 1 && now.length <= 4 && !canReach(now, problem.target)) {
    return { ok: true, note: `Correct, but ${problem.target} can no longer be reached.` };
  }
  return { ok: true };
}

/**
 * The derivation as one expression with its commutative operands in a fixed order, and the value
 * that it claims: "(7 - (8 - 4)) * 8 = 24". It takes each step at its word, right or wrong;
 * judging is left to the checker.
 */
function extractAnswer(_: Countdown, steps: readonly string[]): string | null {
  const derived: { n: number; text: string }[] = [];
  const take = (n: number): string => {
    const at = derived.findIndex((d) => d.n === n);
    return at < 0 ? String(n) : (derived.splice(at, 1)[0]?.text ?? String(n));
  };
  let last: { n: number; text: string } | null = null;
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
  return last && `${last.text.slice(1, -1)} = ${last.n}`;
}

function parse(text: string): ParseResult<Countdown> {
  const refuse = (message: string, word?: string): ParseResult<Countdown> => ({
    ok: false,
    error: { message, example: EXAMPLE, ...(word !== undefined && { word }) },
  });
  const clean = text.trim();
  const match =
    /^make\s+(\d+)\s+(?:from|with|using)\s+([\d\s,]+?)(?:\s+and\s+(\d+))?\s*\.?$/i.exec(clean) ??
    /^(\d+)\s*:\s*([\d\s,]+?)\s*\.?$/.exec(clean);
  if (!match) {
    const odd = pieces(clean).find((p) => !/^(\d+|make|from|with|using|and|[.,:])$/i.test(p));
    if (odd !== undefined) {
      return refuse(`“${odd}” is not a number: a target and whole numbers are expected.`, odd);
    }
    return refuse("A countdown problem names a target and the numbers to make it from.");
  }
  const listed = (match[2] as string).split(/[\s,]+/).filter((n) => n !== "");
  const words = [match[1] as string, ...listed, ...(match[3] ? [match[3]] : [])];
  const large = words.find((n) => Number(n) > MAX_NUMBER || Number(n) < 1);
  if (large !== undefined) {
    return refuse(
      `The number ${large} is out of range: the models know the whole numbers from 1 to ${MAX_NUMBER}.`,
      large,
    );
  }
  const [target, ...numbers] = words.map(Number) as [number, ...number[]];
  if (numbers.length < 2 || numbers.length > 6) {
    return refuse(`Countdown takes two to six numbers; this text gives ${numbers.length}.`);
  }
  return { ok: true, problem: countdown(numbers, target) };
}

export const countdownFamily: Family<Countdown> = {
  id: "countdown",
  label: "Countdown",
  blurb: "Combine all the numbers, two at a time, with + − × ÷, to reach the target.",
  examples: [EXAMPLE, "24: 4 7 8 8", "Make 63 from 3, 9, 12, 2.", "Make 35 from 1, 5, 8."],
  levels: {
    1: "three numbers up to 10",
    2: "three or four numbers up to 10, target up to 50",
    3: "four numbers up to 13, target up to 100",
    4: "five numbers up to 25, target up to 300",
    5: "six numbers up to 50, target up to 999",
  },
  generate: (seed, difficulty, split) =>
    generateInSplit(1, seed, difficulty, split, (r) => draw(difficulty, r)?.problem ?? null),
  parse,
  prompt: (problem) => `${toModelText(problem.text)}\n`,
  solve: (problem) =>
    derive(problem.numbers, problem.target)?.map((s) =>
      stepText(s.a, s.operator, s.b, s.value, s.left),
    ) ?? null,
  reads: (step) => readStep(step) !== null,
  checkStep,
  extractAnswer,
  checker: (problem) => checkerOf(claimKey, (answer) => checkExpression(problem, answer)),
};

/** Whether an answer "expression = value" uses exactly the numbers and reaches the target. */
function checkExpression(problem: Countdown, answer: string): boolean {
  const match = /^(.*) = (\d+)$/.exec(answer);
  if (!match || Number(match[2]) !== problem.target) return false;
  const used = (match[1] as string).match(/\d+/g)?.map(Number) ?? [];
  return (
    sorted(used) === sorted(problem.numbers) && evaluate(match[1] as string) === problem.target
  );
}

/** Value of a fully bracketed expression, or null when it is malformed or leaves the whole numbers. */
export function evaluate(expression: string): number | null {
  const tokens = expression.match(/\d+|[-+*/()]/g) ?? [];
  let at = 0;
  const operand = (): number | null => {
    const token = tokens[at++];
    if (token === "(") {
      const value = sum();
      return tokens[at++] === ")" ? value : null;
    }
    return token !== undefined && /^\d+$/.test(token) ? Number(token) : null;
  };
  const sum = (): number | null => {
    let left = operand();
    while (left !== null && at < tokens.length && tokens[at] !== ")") {
      const operator = OPERATORS.find((o) => o === tokens[at]);
      at++;
      const right = operand();
      left = operator && right !== null ? operate(left, operator, right) : null;
    }
    return left;
  };
  const value = sum();
  return at === tokens.length ? value : null;
}
