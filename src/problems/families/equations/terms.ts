/** Makes terms from plain numbers, to draw equations. */
import { type Rational, rational } from "../../rational.ts";
import type { Side, Term } from "./language.ts";

const exact = (value: Rational | number): Rational =>
  typeof value === "number" ? rational(value) : value;

export const x = (coefficient: Rational | number): Term => ({
  kind: "x",
  coefficient: exact(coefficient),
});

export const number = (value: Rational | number): Term => ({ kind: "number", value: exact(value) });

export const bracket = (factor: number, inner: Side): Term => ({
  kind: "bracket",
  factor: rational(factor),
  inner,
});
