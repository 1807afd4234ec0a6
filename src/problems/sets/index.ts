/** Named problem sets. They are fixed, and those that measure a model are held out of training. */
import { countdown } from "../families/countdown/countdown-type.ts";
import { familyOf } from "../families/index.ts";
import type { Problem } from "../family.ts";
import { EVERYDAY_EQUATIONS } from "./everyday-equations.ts";
import { solvableHands } from "./game-of-24.ts";
import { GAME_OF_24_HARD } from "./game-of-24-hard.ts";

export interface ProblemSet {
  readonly label: string;
  /** A sentence on what the set holds. */
  readonly about: string;
  problems(): Problem[];
}

export const PROBLEM_SET_IDS = ["everyday-equations", "game-of-24", "game-of-24-hard"] as const;
export type ProblemSetId = (typeof PROBLEM_SET_IDS)[number];

export const isProblemSetId = (id: string): id is ProblemSetId =>
  PROBLEM_SET_IDS.some((one) => one === id);

function everydayEquations(): Problem[] {
  return EVERYDAY_EQUATIONS.map(([text]) => {
    const parsed = familyOf("equations").parse(text);
    if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
    return parsed.problem;
  });
}

export const problemSets: Readonly<Record<ProblemSetId, ProblemSet>> = {
  "everyday-equations": {
    label: "Everyday equations",
    about: `${EVERYDAY_EQUATIONS.length} linear equations as people type them, none of them trained on.`,
    problems: everydayEquations,
  },
  "game-of-24": {
    label: "Game of 24",
    about: "All 1,362 solvable hands of four cards from 1 to 13, in all three splits.",
    problems: () => solvableHands().map((hand) => countdown(hand, 24)),
  },
  "game-of-24-hard": {
    label: "Game of 24, hard",
    about:
      "The hundred hands that Tree of Thoughts is measured on (Yao et al. 2023), none of them trained on.",
    problems: () => GAME_OF_24_HARD.map((hand) => countdown(hand, 24)),
  },
};
