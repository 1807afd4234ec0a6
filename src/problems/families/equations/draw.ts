/** Draws equations: everyday ones at levels 1 and 2, and longer ones with more brackets above. */
import type { Difficulty } from "../../family.ts";
import { MAX_EQUATION_NUMBER, MAX_NUMBER } from "../../model-text.ts";
import type { Random } from "../../random.ts";
import { add, multiply, rational } from "../../rational.ts";
import { type EquationProblem, equationProblem, numbersOf } from "./equation-type.ts";
import { drawEveryday, EVERYDAY_SHAPES, type Size } from "./everyday.ts";
import {
  type Equation,
  linear,
  type Side,
  showEquation,
  solveLinear,
  type Term,
} from "./language.ts";
import { derivation } from "./moves.ts";
import { bracket, number, x } from "./terms.ts";

/** The shapes of equations. Each level has its own kind of `graded` ones; everyday ones are named by their form. */
export const EQUATION_SHAPES = ["graded", ...EVERYDAY_SHAPES] as const;
export type EquationShape = (typeof EQUATION_SHAPES)[number];

/** The shares of the shapes at the levels that have everyday ones; at other levels all are graded. */
const SHARES: Partial<Record<Difficulty, Partial<Record<EquationShape, number>>>> = {
  1: {
    graded: 0.3,
    "ax+b=c": 0.16,
    "c=ax+b": 0.1,
    "x/a+b=c": 0.12,
    "-ax=b": 0.1,
    "ax=fraction": 0.12,
    decimal: 0.1,
  },
  2: {
    graded: 0.2,
    "b-ax=c": 0.1,
    "ax+b=cx+d": 0.12,
    "a(x+b)=c": 0.1,
    "a(x+b)-c=d": 0.1,
    "a(b-x)=c": 0.1,
    "a(x+b)+c(x-d)=e": 0.12,
    decimal: 0.06,
    large: 0.1,
  },
};

const SMALL: Size = { coefficient: 9, number: 20, root: 12, negative: 0.1 };
const LARGER: Size = { coefficient: 12, number: 20, root: 15, negative: 0.25 };

const sign = (r: Random): number => (r.next() < 0.5 ? -1 : 1);

/** factor · (a x ± b), with all numbers up to `largest`. */
const drawBracket = (r: Random, largest: number, a: number): Term =>
  bracket(r.integer(2, largest), [x(a), number(sign(r) * r.integer(1, largest))]);

/** Both sides without the last constant, which is chosen so that the solution is whole. */
function drawSides(difficulty: Difficulty, r: Random): { left: Term[]; right: Term[] } {
  switch (difficulty) {
    case 1:
      return r.next() < 0.5
        ? { left: [x(1)], right: [] }
        : { left: [x(r.integer(2, 9))], right: [] };
    case 2:
      return r.next() < 0.5
        ? { left: [x(r.integer(2, 12))], right: [] }
        : { left: [drawBracket(r, 9, 1)], right: [] };
    case 3:
      return {
        left: [drawBracket(r, 12, r.pick([1, 1, 1, 2]))],
        right: [r.next() < 0.75 ? x(sign(r) * r.integer(2, 12)) : drawBracket(r, 12, 1)],
      };
    case 4:
      return {
        left: r.shuffle([drawBracket(r, 12, r.integer(1, 5)), x(sign(r) * r.integer(2, 15))]),
        right: r.shuffle([drawBracket(r, 12, r.integer(1, 5)), x(sign(r) * r.integer(2, 15))]),
      };
    case 5: {
      const nested = bracket(r.integer(2, 6), [
        drawBracket(r, 6, r.integer(1, 4)),
        x(sign(r) * r.integer(1, 9)),
      ]);
      return {
        left: [nested, drawBracket(r, 12, r.integer(1, 5))],
        right: [drawBracket(r, 15, r.integer(1, 5)), x(sign(r) * r.integer(2, 20))],
      };
    }
  }
}

const ROOT: Record<Difficulty, number> = { 1: 20, 2: 12, 3: 12, 4: 15, 5: 20 };
const CONSTANT: Record<Difficulty, number> = { 1: 60, 2: 150, 3: 200, 4: 300, 5: 900 };

function valueAt(side: Side, root: number): number {
  const { a, b } = linear(side);
  return Number(add(multiply(a, rational(root)), b).n);
}

function drawGraded(difficulty: Difficulty, r: Random): Equation | null {
  const { left, right } = drawSides(difficulty, r);
  const [first] = left;
  const target =
    difficulty < 3 ? r.integer(1, ROOT[difficulty]) : sign(r) * r.integer(1, ROOT[difficulty]);
  const extra = r.integer(1, difficulty === 1 ? 20 : 12 * difficulty);
  const withConstant = difficulty > 1 || (first?.kind === "x" && first.coefficient.n === 1n);
  if (withConstant && !(difficulty === 2 && first?.kind === "bracket")) {
    left.push(number(sign(r) * extra));
  }
  if (difficulty === 5) right.push(number(sign(r) * r.integer(1, 60)));
  else {
    const rest = valueAt(left, target) - valueAt(right, target);
    if (Math.abs(rest) > CONSTANT[difficulty] || (difficulty < 3 && rest < 0)) return null;
    if (rest !== 0 || right.length === 0) right.push(number(rest));
  }
  return { left, right };
}

function drawShape(difficulty: Difficulty, r: Random, wanted?: EquationShape): EquationShape {
  if (wanted) return wanted;
  const shares = SHARES[difficulty];
  if (!shares) return "graded";
  const weights = EQUATION_SHAPES.map((shape) => shares[shape] ?? 0);
  return EQUATION_SHAPES[r.weighted(weights)] ?? "graded";
}

const mayHaveFraction = (shape: EquationShape, difficulty: Difficulty): boolean =>
  shape === "graded" ? difficulty === 5 : shape === "ax=fraction" || shape === "decimal";

/** One equation; null when the draw broke a bound. @param shape drawn when it is left out. */
export function drawEquation(
  difficulty: Difficulty,
  r: Random,
  wanted?: EquationShape,
): EquationProblem | null {
  const shape = drawShape(difficulty, r, wanted);
  const equation =
    shape === "graded"
      ? drawGraded(difficulty, r)
      : drawEveryday(shape, difficulty === 1 ? SMALL : LARGER, r);
  const solution = equation && solveLinear(equation);
  if (!equation || !solution) return null;
  if (solution.d !== 1n && !mayHaveFraction(shape, difficulty)) return null;
  const texts = [showEquation(equation), ...derivation(equation)];
  const largest = Math.max(...texts.flatMap(numbersOf));
  if (largest > (shape === "large" ? MAX_EQUATION_NUMBER : MAX_NUMBER)) return null;
  return equationProblem(equation, solution, difficulty);
}
