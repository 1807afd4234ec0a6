/** Exact fractions, in lowest terms with a positive denominator. */
export interface Rational {
  readonly n: number;
  readonly d: number;
}

const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b));

/** @throws RangeError when d is 0. */
export function rational(n: number, d = 1): Rational {
  if (d === 0) throw new RangeError("A fraction needs a denominator other than 0.");
  const g = (gcd(n, d) || 1) * Math.sign(d);
  return { n: n / g || 0, d: d / g };
}

export const add = (a: Rational, b: Rational): Rational =>
  rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const multiply = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d);
export const negate = (a: Rational): Rational => ({ n: -a.n || 0, d: a.d });
export const equal = (a: Rational, b: Rational): boolean => a.n === b.n && a.d === b.d;
export const isZero = (a: Rational): boolean => a.n === 0;
export const divide = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);

/** "5", "-5", "7 / 3", "-7 / 3". */
export const show = (a: Rational): string => (a.d === 1 ? `${a.n}` : `${a.n} / ${a.d}`);
