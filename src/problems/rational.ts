/** Exact fractions of any size, in lowest terms with a positive denominator. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/** @throws RangeError when d is 0, or a number is not whole. */
export function rational(n: bigint | number, d: bigint | number = 1n): Rational {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  if (bottom === 0n) throw new RangeError("A fraction needs a denominator other than 0.");
  const common = gcd(top, bottom) * (bottom < 0n ? -1n : 1n);
  return { n: top / common, d: bottom / common };
}

export const ZERO = rational(0);
export const ONE = rational(1);

export const add = (a: Rational, b: Rational): Rational =>
  rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const negate = (a: Rational): Rational => ({ n: -a.n, d: a.d });
export const subtract = (a: Rational, b: Rational): Rational => add(a, negate(b));
export const multiply = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d);
/** @throws RangeError when b is 0. */
export const divide = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);
export const equal = (a: Rational, b: Rational): boolean => a.n === b.n && a.d === b.d;
export const isZero = (a: Rational): boolean => a.n === 0n;
export const isWhole = (a: Rational): boolean => a.d === 1n;

/** The text of a fraction, such as "5", "-5", "7/3" or "-7/3". */
export const show = (a: Rational): string => (isWhole(a) ? `${a.n}` : `${a.n}/${a.d}`);

/** Reads "12", "7/3", "0.75" and "1.5" exactly, without a sign; null for anything else. */
export function readNumber(text: string): Rational | null {
  const match = /^(\d*)(?:\.(\d+)|\/(\d+))?$/.exec(text);
  if (!match || text === "") return null;
  const [, whole = "", decimals, denominator] = match;
  if (denominator !== undefined) {
    return whole === "" || BigInt(denominator) === 0n
      ? null
      : rational(BigInt(whole), BigInt(denominator));
  }
  if (decimals === undefined) return rational(BigInt(whole));
  return rational(BigInt(`${whole}${decimals}`), 10n ** BigInt(decimals.length));
}
