/**
 * Test vectors for the recipe's Python checker: trajectories, and whether they end right.
 * `npm run -s data -- --vectors` writes them.
 */

import { familyOf } from "../families/index.ts";
import type { FamilyId } from "../family.ts";
import { DIFFICULTIES, FAMILY_IDS } from "../problem.ts";
import { type Random, random } from "../random.ts";
import { sample } from "./samples.ts";

/** Enough for several of each kind of problem. */
export const VECTORS_PER_FAMILY = 120;

export interface Vector {
  family: FamilyId;
  prompt: string;
  /** Each step with its leading space, as the tokenizer sees it. */
  steps: string[];
  /** The answer of a right derivation. */
  answer: string;
  right: boolean;
}

/** Ways to spoil a derivation. Some keep the answer right, on purpose. */
const SPOILERS: readonly ((steps: string[], r: Random) => string[])[] = [
  (steps) => steps,
  (steps) => steps.slice(0, -1),
  (steps) => steps.slice(1),
  (steps, r) => {
    const at = r.integer(0, steps.length - 1);
    return steps.map((s, i) => (i === at ? s.replace(/\d(?!.*\d)/, String(r.integer(0, 9))) : s));
  },
  (steps, r) => {
    const at = r.integer(0, steps.length - 1);
    return steps.map((s, i) => (i === at ? s.replace(/\d/, String(r.integer(0, 9))) : s));
  },
  (steps) => [...steps, steps[steps.length - 1] ?? ""],
  (steps) => steps.map((s, i) => (i === steps.length - 1 ? `${s} =` : s)),
];

export function vectors(perFamily: number): Vector[] {
  return FAMILY_IDS.flatMap((id, f) => {
    const family = familyOf(id);
    return Array.from({ length: perFamily }, (_, seed) => {
      const r = random(9, f, seed);
      const difficulty = r.pick(DIFFICULTIES);
      const { problem, steps: solved } = sample(id, seed, { difficulty, split: "validation" });
      const spoil = SPOILERS[seed % SPOILERS.length] ?? SPOILERS[0];
      const steps = spoil ? spoil(solved, r) : solved;
      const given = family.extractAnswer(problem, steps);
      return {
        family: id,
        prompt: family.prompt(problem),
        steps: steps.map((s) => ` ${s}`),
        answer: family.extractAnswer(problem, solved) ?? "",
        right: family.checker(problem).isRight(given) === true,
      };
    });
  });
}
