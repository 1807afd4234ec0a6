/**
 * Linear equations in one unknown, solved by rewriting them, one move a step. The checker is exact: a
 * step is right when it has the same solution set as the problem.
 */
import { checkerOf } from "../../answers/checker.ts";
import { numberKey, solutionKey } from "../../answers/number-key.ts";
import type { Family, StepVerdict } from "../../family.ts";
import { toModelText } from "../../model-text.ts";
import { equal, show } from "../../rational.ts";
import { DRAWN_SCOPE, inScope } from "../../scope.ts";
import { generateInSplit } from "../../split.ts";
import { drawEquation, type EquationShape } from "./draw.ts";
import type { EquationProblem } from "./equation-type.ts";
import { readEquation, readSolution, showEquation, solveLinear } from "./language.ts";
import { derivation } from "./moves.ts";
import { EXAMPLE, parse } from "./parse.ts";

function checkStep(problem: EquationProblem, before: readonly string[], text: string): StepVerdict {
  const wrong = (reason: string): StepVerdict => ({ ok: false, reason });
  const solved = readSolution(text);
  const equation = solved ? null : readEquation(text);
  if (!solved && !equation) return wrong(`“${text}” is not a linear equation in x.`);
  const solution = solved ?? (equation && solveLinear(equation));
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

/** @param shape drawn when it is left out. */
export const generateEquation = (
  seed: number,
  difficulty: Parameters<Family["generate"]>[1],
  split: Parameters<Family["generate"]>[2],
  shape?: EquationShape,
): EquationProblem =>
  generateInSplit(3, seed, difficulty, split, (r) => drawEquation(difficulty, r, shape));

export const equationsFamily: Family<EquationProblem> = {
  id: "equations",
  label: "Equations",
  blurb: "Solve a linear equation for x, one move a step.",
  examples: [
    EXAMPLE,
    "3(x+4)-5=22",
    ...inScope([], ["x/2 + 3 = 7"]),
    "Solve 5(x - 3) + 4 = 2x + 7.",
    "Solve 7x + 6 = 3(x + 10).",
    "20 - 3x = 2",
  ],
  levels: {
    1: inScope("one move, such as x + 5 = 12", "one or two moves, such as 3x + 4 = 19 or x/2 = 7"),
    2: inScope(
      "two moves, such as 3x + 4 = 19",
      "two to four moves, such as 2(x + 3) - 4 = 10 or 7x + 6 = 3x + 30",
    ),
    3: "brackets and x on both sides, coefficients up to 12",
    4: "a bracket and x on each side, coefficients up to 15",
    5: "nested brackets, solutions may be fractions",
  },
  generate: (seed, difficulty, split, scope = DRAWN_SCOPE) =>
    generateEquation(seed, difficulty, split, scope === "first" ? "graded" : undefined),
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
