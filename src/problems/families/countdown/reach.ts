/** What is known of a countdown before a run: whether anything reaches its target. */
import { MAX_NUMBER } from "../../model-text.ts";
import type { Countdown } from "./countdown-type.ts";
import { type Combination, derive, MOST_WITH_FRACTIONS } from "./solver.ts";

/** The last derivations that were asked for: the page asks for the same one with every key that is typed. */
const found = new Map<string, Combination[] | null>();
const MOST_KEPT = 64;

/** A derivation, with whole numbers alone where there is one; null when none is found. */
export function derivationOf({ numbers, target, leftovers }: Countdown): Combination[] | null {
  const key = `${target} ${leftovers} ${numbers.join(" ")}`;
  let derivation = found.get(key);
  if (derivation === undefined) {
    derivation = derive(numbers, target, { leftovers });
    const [oldest] = found.keys();
    if (found.size >= MOST_KEPT && oldest !== undefined) found.delete(oldest);
    found.set(key, derivation);
  }
  return derivation;
}

/** In a sentence what makes the problem unusual; null where whole numbers reach the target. */
export function reachNote(problem: Countdown): string | null {
  const { target, numbers } = problem;
  const derivation = derivationOf(problem);
  if (derivation) {
    const fractions = derivation.some(({ value }) => value.d > 1);
    return fractions ? `Only with fractions on the way is ${target} reached.` : null;
  }
  return numbers.length > MOST_WITH_FRACTIONS
    ? `With whole numbers up to ${MAX_NUMBER} on the way nothing reaches ${target}.`
    : `Nothing reaches ${target}, neither with whole numbers up to ${MAX_NUMBER} nor with fractions on the way.`;
}
