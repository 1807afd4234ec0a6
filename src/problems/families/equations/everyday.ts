/**
 * The shapes of equations that people type, drawn backwards from the solution. In their names, letters
 * stand for numbers other than 0; `decimal` has coefficients that are written as decimals, such as 0.5x.
 */
import type { Random } from "../../random.ts";
import { add, divide, multiply, negate, ONE, type Rational, rational } from "../../rational.ts";
import { type Equation, linear, type Side } from "./language.ts";
import { bracket, number, x } from "./terms.ts";

export const EVERYDAY_SHAPES = [
  "ax+b=c",
  "c=ax+b",
  "x/a+b=c",
  "-ax=b",
  "ax=fraction",
  "decimal",
  "b-ax=c",
  "ax+b=cx+d",
  "a(x+b)=c",
  "a(x+b)-c=d",
  "a(b-x)=c",
  "a(x+b)+c(x-d)=e",
  "large",
] as const;
export type EverydayShape = (typeof EVERYDAY_SHAPES)[number];

/** The largest numbers to draw: small ones at level 1, larger ones at level 2. */
export interface Size {
  coefficient: number;
  number: number;
  root: number;
  /** The share of negative solutions. */
  negative: number;
}

/** The value of a side at this x. */
function at(side: Side, root: Rational): Rational {
  const { a, b } = linear(side);
  return add(multiply(a, root), b);
}

/** The equation left = right + c, where c makes `root` the solution. */
function closed(left: Side, root: Rational, right: Side = []): Equation {
  const rest = add(at(left, root), negate(at(right, root)));
  return { left, right: right.length > 0 && rest.n === 0n ? right : [...right, number(rest)] };
}

/** Decimals that people write, as fractions. */
const DECIMALS = [
  "1/2",
  "1/2",
  "1/4",
  "3/4",
  "3/2",
  "5/2",
  "1/5",
  "2/5",
  "3/5",
  "4/5",
  "1/10",
  "5/4",
];

export function drawEveryday(shape: EverydayShape, size: Size, r: Random): Equation | null {
  const root = r.integer(1, size.root) * (r.next() < size.negative ? -1 : 1);
  const solution = rational(root);
  const a = r.integer(2, size.coefficient);
  const b = r.integer(1, size.number);
  const sign = r.next() < 0.5 ? -1 : 1;
  switch (shape) {
    case "ax+b=c":
      return closed([x(a), number(sign * b)], solution);
    case "c=ax+b": {
      const { left, right } = closed([x(a), number(sign * b)], solution);
      return { left: right, right: left };
    }
    case "x/a+b=c": {
      const multiple = rational(root * a);
      const term = x(divide(ONE, rational(a)));
      return closed(r.next() < 0.25 ? [term] : [term, number(sign * b)], multiple);
    }
    case "-ax=b":
      return closed([x(r.next() < 0.15 ? -1 : -a)], rational(sign * r.integer(1, size.number)));
    case "ax=fraction": {
      const top = rational(r.integer(1, 2 * size.number) * (r.next() < size.negative ? -1 : 1), a);
      return top.d === 1n ? null : closed([x(a)], top);
    }
    case "decimal":
      return drawDecimal(size, r);
    case "b-ax=c":
      return closed([number(b), x(-(r.next() < 0.2 ? 1 : a))], solution);
    case "ax+b=cx+d": {
      const c = r.integer(1, size.coefficient);
      return c === a ? null : closed([x(a), number(sign * b)], solution, [x(c)]);
    }
    case "a(x+b)=c":
      return closed([bracket(a, [x(1), number(sign * b)])], solution);
    case "a(x+b)-c=d": {
      const c = r.integer(1, size.number) * (r.next() < 0.6 ? -1 : 1);
      return closed([bracket(a, [x(1), number(sign * b)]), number(c)], solution);
    }
    case "a(b-x)=c":
      return closed([bracket(a, [number(b), x(-1)])], solution);
    case "a(x+b)+c(x-d)=e": {
      const c = r.integer(2, size.coefficient);
      const d = r.integer(1, size.number);
      const signs = r.pick([
        [1, -1],
        [1, 1],
        [-1, 1],
        [-1, -1],
      ] as const);
      const second = bracket(r.next() < 0.8 ? c : -c, [x(1), number(signs[1] * d)]);
      const left = [bracket(a, [x(1), number(signs[0] * b)]), second];
      return linear(left).a.n === 0n ? null : closed(left, solution);
    }
    case "large": {
      const wide = r.integer(2, r.pick([100, 100, 1000]));
      const target = rational(r.integer(1, 100));
      const rest = number(r.integer(1, 200) * sign);
      const negative = r.next() < 0.35;
      const term = x(negative ? -wide : wide);
      const left = r.next() < 0.15 ? [term] : negative && sign > 0 ? [rest, term] : [term, rest];
      return closed(left, target);
    }
  }
}

/** An equation with a coefficient such as 0.5, and sometimes a number such as 1.5. */
function drawDecimal(size: Size, r: Random): Equation | null {
  const [n, d] = r.pick(DECIMALS).split("/").map(Number) as [number, number];
  const coefficient = rational(n, d);
  const half = r.next() < 0.25;
  const root = rational(
    half ? r.integer(1, size.root) : d * r.integer(1, Math.max(2, Math.floor(size.root / d))),
  );
  const b = half
    ? rational(2 * r.integer(0, size.number) + 1, 2)
    : rational(r.integer(1, size.number));
  const plus = r.next() < 0.5 ? b : negate(b);
  const left = r.next() < 0.35 ? [x(coefficient)] : [x(coefficient), number(plus)];
  const equation = closed(left, root);
  return [2n, 1n, 4n, 5n, 10n, 20n].includes(at(left, root).d) ? equation : null;
}
