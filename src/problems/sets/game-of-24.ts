/** All hands of the Game of 24 that can be solved: four cards from 1 to 13, with fractions on the way. */
import { derive } from "../families/countdown/solver.ts";

export type Hand = readonly [number, number, number, number];

/** The 1,362 solvable hands of all 1,820, in ascending order; each hand is ascending too. Takes about a second. */
export function solvableHands(): Hand[] {
  const hands: Hand[] = [];
  for (let a = 1; a <= 13; a++)
    for (let b = a; b <= 13; b++)
      for (let c = b; c <= 13; c++)
        for (let d = c; d <= 13; d++) if (derive([a, b, c, d], 24)) hands.push([a, b, c, d]);
  return hands;
}
