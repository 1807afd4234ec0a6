/** Positive fractions of small numbers, for the search over derivations, which visits millions of them. */
import { MAX_NUMBER } from "../../model-text.ts";
import type { Operator } from "./arithmetic.ts";

/** A fraction in lowest terms; both parts are from 1 to `MAX_NUMBER`. */
export interface SmallFraction {
  readonly n: number;
  readonly d: number;
}

export const whole = (n: number): SmallFraction => ({ n, d: 1 });
export const showSmall = ({ n, d }: SmallFraction): string => (d === 1 ? `${n}` : `${n}/${d}`);
/** Compares two fractions: negative when a is smaller. */
export const compare = (a: SmallFraction, b: SmallFraction): number => a.n * b.d - b.n * a.d;

function reduced(n: number, d: number): SmallFraction | null {
  let [x, y] = [n, d];
  while (y !== 0) [x, y] = [y, x % y];
  const [top, bottom] = [n / x, d / x];
  return top < 1 || top > MAX_NUMBER || bottom > MAX_NUMBER ? null : { n: top, d: bottom };
}

/** The result; null when it is not positive, or a part of it is larger than `MAX_NUMBER`. */
export function operateSmall(
  a: SmallFraction,
  operator: Operator,
  b: SmallFraction,
): SmallFraction | null {
  if (operator === "*") return reduced(a.n * b.n, a.d * b.d);
  if (operator === "/") return reduced(a.n * b.d, a.d * b.n);
  const n = operator === "+" ? a.n * b.d + b.n * a.d : a.n * b.d - b.n * a.d;
  return n > 0 ? reduced(n, a.d * b.d) : null;
}
