/**
 * Equations: linear, in one unknown, solved by rewriting one move a step.
 * The checker decides equivalence exactly: a step is right when it has the
 * same solution set as the problem.
 */

import { checkerOf } from "../../answers/checker.ts";
import { numberKey, solutionKey } from "../../answers/number-key.ts";
import type { Difficulty, Family, ParseResult, Problem, StepVerdict } from "../../family.ts";
import { MAX_NUMBER, toModelText } from "../../model-text.ts";
import type { Random } from "../../random.ts";
import { equal, type Rational, show } from "../../rational.ts";
import { generateInSplit } from "../../split.ts";
import {
  type Equation,
  linear,
  readEquation,
  readSolution,
  type Side,
  showEquation,
  solveLinear,
  type Term,
  tokenise,
} from "./language.ts";
import { nextMove } from "./moves.ts";

export interface EquationProblem extends Problem {
  readonly family: "equations";
  readonly equation: Equation;
  readonly solution: Rational;
}

const EXAMPLE = "Solve 3(x + 4) - 5 = 22.";

const numbersOf = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);

function problemOf(
  equation: Equation,
  solution: Rational,
  difficulty?: Difficulty,
): EquationProblem {
  const text = `Solve ${showEquation(equation)}.`;
  const key = `equations ${numbersOf(text)
    .sort((a, b) => a - b)
    .join(" ")}`;
  return { family: "equations", text, key, equation, solution, ...(difficulty && { difficulty }) };
}

const sign = (r: Random): number => (r.next() < 0.5 ? -1 : 1);

const x = (coefficient: number): Term => ({ kind: "x", coefficient });
const number = (value: number): Term => ({ kind: "number", value });

/** factor · (a x ± b), all up to `largest`. */
function bracket(r: Random, largest: number, a: number): Term {
  return {
    kind: "bracket",
    factor: r.integer(2, largest),
    inner: [x(a), number(sign(r) * r.integer(1, largest))],
  };
}

/** Sides without their closing constant, which is chosen so that the solution is whole. */
function drawSides(difficulty: Difficulty, r: Random): { left: Term[]; right: Term[] } {
  switch (difficulty) {
    case 1:
      return r.next() < 0.5
        ? { left: [x(1)], right: [] }
        : { left: [x(r.integer(2, 9))], right: [] };
    case 2:
      return r.next() < 0.5
        ? { left: [x(r.integer(2, 12))], right: [] }
        : { left: [bracket(r, 9, 1)], right: [] };
    case 3:
      return {
        left: [bracket(r, 12, r.pick([1, 1, 1, 2]))],
        right: [r.next() < 0.75 ? x(sign(r) * r.integer(2, 12)) : bracket(r, 12, 1)],
      };
    case 4:
      return {
        left: r.shuffle([bracket(r, 12, r.integer(1, 5)), x(sign(r) * r.integer(2, 15))]),
        right: r.shuffle([bracket(r, 12, r.integer(1, 5)), x(sign(r) * r.integer(2, 15))]),
      };
    case 5: {
      const nested: Term = {
        kind: "bracket",
        factor: r.integer(2, 6),
        inner: [bracket(r, 6, r.integer(1, 4)), x(sign(r) * r.integer(1, 9))],
      };
      return {
        left: [nested, bracket(r, 12, r.integer(1, 5))],
        right: [bracket(r, 15, r.integer(1, 5)), x(sign(r) * r.integer(2, 20))],
      };
    }
  }
}

const ROOT: Record<Difficulty, number> = { 1: 20, 2: 12, 3: 12, 4: 15, 5: 20 };
const CONSTANT: Record<Difficulty, number> = { 1: 60, 2: 150, 3: 200, 4: 300, 5: 900 };

function valueAt(side: Side, solution: number): number {
  const { a, b } = linear(side);
  return a.n * solution + b.n;
}

function draw(difficulty: Difficulty, r: Random): EquationProblem | null {
  const { left, right } = drawSides(difficulty, r);
  const target =
    difficulty < 3 ? r.integer(1, ROOT[difficulty]) : sign(r) * r.integer(1, ROOT[difficulty]);
  const extra = r.integer(1, difficulty === 1 ? 20 : 12 * difficulty);
  const withConstant = difficulty === 1 ? left[0]?.kind === "x" && left[0].coefficient === 1 : true;
  if (withConstant && !(difficulty === 2 && left[0]?.kind === "bracket")) {
    left.push(number(sign(r) * extra));
  }
  if (difficulty < 5) {
    const rest = valueAt(left, target) - valueAt(right, target);
    if (Math.abs(rest) > CONSTANT[difficulty] || (difficulty < 3 && rest < 0)) return null;
    if (rest !== 0 || right.length === 0) right.push(number(rest));
  } else right.push(number(sign(r) * r.integer(1, 60)));
  const equation = { left, right };
  const solution = solveLinear(linear(left), linear(right));
  if (!solution || (difficulty < 5 && solution.d !== 1)) return null;
  const steps = derivation(equation);
  const largest = Math.max(...steps.flatMap(numbersOf), ...numbersOf(showEquation(equation)));
  return largest > MAX_NUMBER ? null : problemOf(equation, solution, difficulty);
}

function derivation(equation: Equation): string[] {
  const steps: string[] = [];
  let current = equation;
  for (;;) {
    const next = nextMove(current);
    if ("solution" in next) {
      const before = steps[steps.length - 1];
      if (before !== next.solution) steps.push(next.solution);
      return steps;
    }
    steps.push(toModelText(showEquation(next)).trim());
    current = next;
  }
}

function checkStep(problem: EquationProblem, before: readonly string[], text: string): StepVerdict {
  const wrong = (reason: string): StepVerdict => ({ ok: false, reason });
  const solved = readSolution(text);
  const equation = solved ? null : readEquation(text);
  if (!solved && !equation) return wrong(`“${text}” is not a linear equation in x.`);
  const solution =
    solved ?? (equation && solveLinear(linear(equation.left), linear(equation.right)));
  if (!solution)
    return wrong("This equation has no solution of its own: it holds for no x, or for every x.");
  if (!equal(solution, problem.solution)) {
    return wrong(
      `This holds for x = ${show(solution)}, the problem for x = ${show(problem.solution)}: they are not equivalent.`,
    );
  }
  const squeeze = (s: string): string => s.replace(/\s/g, "");
  const previous = before[before.length - 1] ?? showEquation(problem.equation);
  return squeeze(previous) === squeeze(text)
    ? { ok: true, note: "Correct, but nothing has changed." }
    : { ok: true };
}

function parse(text: string): ParseResult<EquationProblem> {
  const refuse = (message: string, word?: string): ParseResult<EquationProblem> => ({
    ok: false,
    error: { message, example: EXAMPLE, ...(word !== undefined && { word }) },
  });
  const body = text
    .trim()
    .replace(/^solve\b\s*(?:for\s+x\s*:?)?/i, "")
    .replace(/\.$/, "")
    .replace(/[−–]/g, "-")
    .replace(/[×·]/g, "*")
    .replace(/X/g, "x");
  const read = tokenise(body);
  if ("odd" in read) {
    return refuse(
      `An equation holds numbers, x, brackets and + - * =; “${read.odd}” is none of these.`,
      read.odd,
    );
  }
  const large = numbersOf(body).find((n) => n > MAX_NUMBER);
  if (large !== undefined) {
    return refuse(
      `The number ${large} is out of range: the models know numbers up to ${MAX_NUMBER}.`,
      String(large),
    );
  }
  const equation = readEquation(body);
  if (!equation) {
    return refuse(
      "This is not a linear equation that can be read: one = sign, and every bracket closed, is expected.",
    );
  }
  const solution = solveLinear(linear(equation.left), linear(equation.right));
  if (!solution)
    return refuse("This equation holds for no x, or for every x: one solution is expected.");
  return { ok: true, problem: problemOf(equation, solution) };
}

export const equationsFamily: Family<EquationProblem> = {
  id: "equations",
  label: "Equations",
  blurb: "Solve a linear equation for x, one move a step.",
  examples: [EXAMPLE, "3(x+4)-5=22", "Solve 5(x - 3) + 4 = 2x + 7.", "Solve 7x + 6 = 3(x + 10)."],
  levels: {
    1: "one move, such as x + 5 = 12",
    2: "two moves, such as 3x + 4 = 19",
    3: "brackets and x on both sides, coefficients up to 12",
    4: "a bracket and x on each side, coefficients up to 15",
    5: "nested brackets, solutions may be fractions",
  },
  generate: (seed, difficulty, split) =>
    generateInSplit(3, seed, difficulty, split, (r) => draw(difficulty, r)),
  parse,
  prompt: (problem) => `${toModelText(problem.text)}\n`,
  solve: (problem) => derivation(problem.equation),
  reads: (step) => readSolution(step) !== null || (/x/.test(step) && readEquation(step) !== null),
  checkStep,
  extractAnswer: (_, steps) => {
    const solution = readSolution(steps[steps.length - 1] ?? "");
    return solution && `x = ${show(solution)}`;
  },
  checker: ({ solution }) =>
    checkerOf(solutionKey, (answer) => solutionKey(answer) === numberKey(show(solution))),
};
