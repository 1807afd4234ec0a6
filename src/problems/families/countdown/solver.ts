/** Exhaustive search over derivations: exact for the small multisets of this family. */

import { MAX_NUMBER } from "../../model-text.ts";
import { OPERATORS, type Operator, operate } from "./arithmetic.ts";

export interface Combination {
  a: number;
  operator: Operator;
  b: number;
  value: number;
  left: number[];
}

/** Every way to combine two of the numbers, the larger first, within the numbers that the models know. */
export function combinations(numbers: readonly number[]): Combination[] {
  const out: Combination[] = [];
  for (let i = 0; i < numbers.length; i++) {
    for (let j = i + 1; j < numbers.length; j++) {
      const a = Math.max(numbers[i] as number, numbers[j] as number);
      const b = Math.min(numbers[i] as number, numbers[j] as number);
      const rest = numbers.filter((_, index) => index !== i && index !== j);
      for (const operator of OPERATORS) {
        const value = operate(a, operator, b);
        if (value !== null && value <= MAX_NUMBER)
          out.push({ a, operator, b, value, left: [...rest, value] });
      }
    }
  }
  return out;
}

/** A derivation of the target from all the numbers, or null when there is none. */
export function derive(numbers: readonly number[], target: number): Combination[] | null {
  const dead = new Set<string>();
  const search = (held: readonly number[]): Combination[] | null => {
    if (held.length === 1) return held[0] === target ? [] : null;
    const key = [...held].sort((x, y) => x - y).join(" ");
    if (dead.has(key)) return null;
    for (const step of combinations(held)) {
      const rest = search(step.left);
      if (rest) return [step, ...rest];
    }
    dead.add(key);
    return null;
  };
  return search(numbers);
}

export const canReach = (numbers: readonly number[], target: number): boolean =>
  derive(numbers, target) !== null;
