/**
 * Linear equations in x as text. A side is a sum of terms: numbers, multiples of
 * x, and multiples of a bracket that holds a sum in turn.
 */
import { add, divide, isZero, multiply, negate, type Rational, rational } from "../../rational.ts";

export type Term =
  | { kind: "number"; value: number }
  | { kind: "x"; coefficient: number }
  | { kind: "bracket"; factor: number; inner: Side };

export type Side = readonly Term[];

export interface Equation {
  left: Side;
  right: Side;
}

/** a·x + b, exactly. */
export interface Linear {
  a: Rational;
  b: Rational;
}

const ZERO = rational(0);

export function linear(side: Side): Linear {
  let total: Linear = { a: ZERO, b: ZERO };
  for (const term of side) {
    const value: Linear =
      term.kind === "number"
        ? { a: ZERO, b: rational(term.value) }
        : term.kind === "x"
          ? { a: rational(term.coefficient), b: ZERO }
          : scale(linear(term.inner), rational(term.factor));
    total = { a: add(total.a, value.a), b: add(total.b, value.b) };
  }
  return total;
}

const scale = (v: Linear, by: Rational): Linear => ({ a: multiply(v.a, by), b: multiply(v.b, by) });

/** The one x that solves left = right; null when there is none, or every x does. */
export function solveLinear(left: Linear, right: Linear): Rational | null {
  const a = add(left.a, negate(right.a));
  const b = add(right.b, negate(left.b));
  return isZero(a) ? null : divide(b, a);
}

function showTerm(term: Term, first: boolean): string {
  const size =
    term.kind === "number" ? term.value : term.kind === "x" ? term.coefficient : term.factor;
  const sign = size < 0 ? (first ? "- " : " - ") : first ? "" : " + ";
  const n = Math.abs(size);
  if (term.kind === "number") return `${sign}${n}`;
  const body = term.kind === "x" ? "x" : `(${showSide(term.inner)})`;
  return `${sign}${n === 1 ? "" : n}${body}`;
}

/** "3(x + 4) - 5"; an empty side is "0". */
export const showSide = (side: Side): string =>
  side.length === 0 ? "0" : side.map((term, i) => showTerm(term, i === 0)).join("");

export const showEquation = (e: Equation): string => `${showSide(e.left)} = ${showSide(e.right)}`;

/** The tokens of an equation, or the first piece that is none. */
export function tokenise(text: string): { tokens: string[] } | { odd: string } {
  const tokens = text.match(/\d+|[A-Za-z]+|\S/g) ?? [];
  const odd = tokens.find((t) => !/^(\d+|x|[-+*/=()])$/.test(t));
  return odd === undefined ? { tokens } : { odd };
}

class Reader {
  private at = 0;
  private readonly tokens: readonly string[];
  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }
  get peek(): string | undefined {
    return this.tokens[this.at];
  }
  take(token: string): boolean {
    if (this.peek !== token) return false;
    this.at++;
    return true;
  }
  number(): number | null {
    if (this.peek === undefined || !/^\d+$/.test(this.peek)) return null;
    return Number(this.tokens[this.at++]);
  }
}

function readTerm(reader: Reader, sign: number): Term | null {
  const n = reader.number();
  reader.take("*");
  const size = sign * (n ?? 1);
  if (reader.take("x")) return { kind: "x", coefficient: size };
  if (reader.take("(")) {
    const inner = readSide(reader);
    return inner && reader.take(")") ? { kind: "bracket", factor: size, inner } : null;
  }
  return n === null ? null : { kind: "number", value: size };
}

function readSide(reader: Reader): Side | null {
  const terms: Term[] = [];
  let sign = reader.take("-") ? -1 : 1;
  if (sign === 1) reader.take("+");
  for (;;) {
    const term = readTerm(reader, sign);
    if (!term) return null;
    terms.push(term);
    if (reader.take("+")) sign = 1;
    else if (reader.take("-")) sign = -1;
    else return terms;
  }
}

/** Reads "3(x + 4) - 5 = 22"; null when it is not an equation of this kind. */
export function readEquation(text: string): Equation | null {
  const read = tokenise(text);
  if ("odd" in read) return null;
  const reader = new Reader(read.tokens);
  const left = readSide(reader);
  if (!left || !reader.take("=")) return null;
  const right = readSide(reader);
  return right && reader.peek === undefined ? { left, right } : null;
}

/** Reads "x = 5", "x = - 7 / 3"; null for anything else. */
export function readSolution(text: string): Rational | null {
  const match = /^x = (- ?)?(\d+)(?: ?\/ ?(\d+))?$/.exec(text.trim());
  if (!match || match[3] === "0") return null;
  return rational((match[1] ? -1 : 1) * Number(match[2]), Number(match[3] ?? 1));
}
