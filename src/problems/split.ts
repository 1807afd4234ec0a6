/**
 * The hash of the canonical key decides the split. All permutations of a problem's numbers share a key,
 * so a test problem is never trained on in another order.
 */
import type { Difficulty, Problem, Split } from "./family.ts";
import { fnv1a } from "./fnv.ts";
import { countdownKey } from "./keys.ts";
import { type Random, random } from "./random.ts";
import { GAME_OF_24_HARD } from "./sets/game-of-24-hard.ts";

/** FNV-1a with its bits mixed once more, since the split takes it modulo 100. @returns 32 bits. */
export function hash(text: string): number {
  const h = fnv1a(text);
  const mixed = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** The keys of published problem sets, which are never trained on, whatever their hash. */
const HELD_OUT: ReadonlySet<string> = new Set(
  GAME_OF_24_HARD.map((hand) => countdownKey(hand, 24)),
);

/** 5 % test, 5 % validation, the rest train; published problem sets are always test. */
export function splitOf(key: string): Split {
  if (HELD_OUT.has(key)) return "test";
  const bucket = hash(key) % 100;
  return bucket < 5 ? "test" : bucket < 10 ? "validation" : "train";
}

/** Draws until a problem falls into the split. @param draw may return null to reject a draw. */
export function generateInSplit<P extends Problem>(
  family: number,
  seed: number,
  difficulty: Difficulty,
  split: Split | undefined,
  draw: (random: Random) => P | null,
): P {
  for (let attempt = 0; attempt < 100_000; attempt++) {
    const problem = draw(random(family, seed, difficulty, attempt));
    if (problem && (split === undefined || splitOf(problem.key) === split)) return problem;
  }
  throw new Error(`No problem of difficulty ${difficulty} was found for seed ${seed}.`);
}
