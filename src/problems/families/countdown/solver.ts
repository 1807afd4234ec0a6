/** Exhaustive search over derivations, for the few numbers that problems of this family have. */
import type { Random } from "../../random.ts";
import { OPERATORS, type Operator } from "./arithmetic.ts";
import { compare, operateSmall, type SmallFraction, showSmall, whole } from "./small-fraction.ts";

export interface Combination {
  a: SmallFraction;
  operator: Operator;
  b: SmallFraction;
  value: SmallFraction;
  /** The remaining numbers, the new one last. */
  left: SmallFraction[];
}

export interface Rules {
  /** Whether numbers may be left over when the target is reached. */
  leftovers?: boolean;
  /** Whether intermediate results may be fractions. */
  fractions?: boolean;
  /** The order in which combinations are tried is drawn with this, and so one of several derivations. */
  random?: Random;
}

/** Every combination of two of the numbers; the larger comes first when the order does not matter. */
export function combinations(numbers: readonly SmallFraction[], fractions = false): Combination[] {
  const out: Combination[] = [];
  for (let i = 0; i < numbers.length; i++) {
    for (let j = i + 1; j < numbers.length; j++) {
      const [one, other] = [numbers[i] as SmallFraction, numbers[j] as SmallFraction];
      const [a, b] = compare(one, other) < 0 ? [other, one] : [one, other];
      const rest = numbers.filter((_, index) => index !== i && index !== j);
      const add = (x: SmallFraction, operator: Operator, y: SmallFraction): void => {
        const value = operateSmall(x, operator, y);
        if (value !== null && (fractions || value.d === 1))
          out.push({ a: x, operator, b: y, value, left: [...rest, value] });
      };
      for (const operator of OPERATORS) add(a, operator, b);
      if (fractions && compare(a, b) > 0) add(b, "/", a);
    }
  }
  return out;
}

const keyOf = (held: readonly SmallFraction[]): string => held.map(showSmall).sort().join(" ");

/** A derivation of at most `most` steps; null when there is none. */
function search(
  numbers: readonly SmallFraction[],
  target: number,
  { leftovers = false, fractions = false, random }: Rules,
  most: number,
): Combination[] | null {
  const dead = new Set<string>();
  const isTarget = ({ n, d }: SmallFraction): boolean => n === target && d === 1;
  const from = (held: readonly SmallFraction[]): Combination[] | null => {
    const steps = numbers.length - held.length;
    if (leftovers ? steps > 0 && held.some(isTarget) : held.length === 1) {
      return held.some(isTarget) ? [] : null;
    }
    if (steps === most) return null;
    const key = keyOf(held);
    if (dead.has(key)) return null;
    const ways = combinations(held, fractions);
    for (const step of random ? random.shuffle(ways) : ways) {
      const rest = from(step.left);
      if (rest) return [step, ...rest];
    }
    dead.add(key);
    return null;
  };
  return from(numbers);
}

/** A derivation of the target; the shortest one when numbers may be left over. null when there is none. */
export function deriveWithin(
  numbers: readonly SmallFraction[],
  target: number,
  rules: Rules,
): Combination[] | null {
  const all = numbers.length - 1;
  for (let most = rules.leftovers ? 1 : all; most <= all; most++) {
    const found = search(numbers, target, rules, most);
    if (found) return found;
  }
  return null;
}

/** The most numbers that are searched for derivations with fractions; more would take seconds. */
export const MOST_WITH_FRACTIONS = 5;

/** A derivation with whole numbers only if there is one, else with fractions; null when none is found. */
export function derive(
  numbers: readonly number[],
  target: number,
  rules: Omit<Rules, "fractions"> = {},
): Combination[] | null {
  const given = numbers.map(whole);
  const found = deriveWithin(given, target, rules);
  if (found || numbers.length > MOST_WITH_FRACTIONS) return found;
  return deriveWithin(given, target, { ...rules, fractions: true });
}
