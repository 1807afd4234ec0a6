/** The moves of a solution, one a step: expand, collect, move x, move the number, divide. */

import { rational, show } from "../../rational.ts";
import { type Equation, linear, type Side, showSide, type Term } from "./language.ts";

/** Replaces the first innermost bracket of a side; null when there is none. */
function expandFirst(side: Side): Side | null {
  for (const [i, term] of side.entries()) {
    if (term.kind !== "bracket") continue;
    const deeper = expandFirst(term.inner);
    const replacement: Term[] = deeper
      ? [{ ...term, inner: deeper }]
      : term.inner.map((t): Term => {
          if (t.kind === "number") return { kind: "number", value: t.value * term.factor };
          if (t.kind === "x") return { kind: "x", coefficient: t.coefficient * term.factor };
          return t;
        });
    return [...side.slice(0, i), ...replacement, ...side.slice(i + 1)];
  }
  return null;
}

/** A side without brackets as at most one x term and one number. */
function collected(side: Side): Side {
  const { a, b } = linear(side);
  const terms: Term[] = [];
  if (a.n !== 0) terms.push({ kind: "x", coefficient: a.n });
  if (b.n !== 0 || terms.length === 0) terms.push({ kind: "number", value: b.n });
  return terms;
}

const isCollected = (side: Side): boolean => showSide(collected(side)) === showSide(side);

/** The next equation, or the solution as text; the input must have whole coefficients. */
export function nextMove(e: Equation): Equation | { solution: string } {
  for (const name of ["left", "right"] as const) {
    const expanded = expandFirst(e[name]);
    if (expanded) return { ...e, [name]: expanded };
  }
  for (const name of ["left", "right"] as const) {
    if (!isCollected(e[name])) return { ...e, [name]: collected(e[name]) };
  }
  const left = linear(e.left);
  const right = linear(e.right);
  if (right.a.n !== 0) {
    const a = left.a.n - right.a.n;
    return {
      left: collected([
        { kind: "x", coefficient: a },
        { kind: "number", value: left.b.n },
      ]),
      right: collected([{ kind: "number", value: right.b.n }]),
    };
  }
  if (left.b.n !== 0) {
    return {
      left: [{ kind: "x", coefficient: left.a.n }],
      right: [{ kind: "number", value: right.b.n - left.b.n }],
    };
  }
  return { solution: `x = ${show(rational(right.b.n, left.a.n)).replace(/^-/, "- ")}` };
}
