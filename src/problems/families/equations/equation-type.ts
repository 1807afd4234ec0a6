/** An equation problem as data. */
import type { Difficulty, Problem } from "../../family.ts";
import { numbersKey } from "../../keys.ts";
import type { Rational } from "../../rational.ts";
import { type Equation, showEquation } from "./language.ts";

export interface EquationProblem extends Problem {
  readonly family: "equations";
  readonly equation: Equation;
  readonly solution: Rational;
}

export const numbersOf = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);

export function equationProblem(
  equation: Equation,
  solution: Rational,
  difficulty?: Difficulty,
): EquationProblem {
  const text = `Solve ${showEquation(equation)}.`;
  const key = numbersKey("equations", numbersOf(text));
  return { family: "equations", text, key, equation, solution, ...(difficulty && { difficulty }) };
}
