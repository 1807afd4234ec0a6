/**
 * Countdown, the generalisation of the Game of 24: reach the target by combining
 * the numbers, two at a time, with + - * /. Any valid derivation counts, with whole
 * numbers or with fractions on the way. The numbers are all to be used, unless the
 * problem says "some of".
 */
import { checkerOf } from "../../answers/checker.ts";
import { claimKey } from "../../answers/expression-key.ts";
import type { Family } from "../../family.ts";
import { toModelText } from "../../model-text.ts";
import { DRAWN_SCOPE, inScope } from "../../scope.ts";
import { checkAnswer, extractAnswer } from "./answer.ts";
import type { Countdown } from "./countdown-type.ts";
import { generateWithDerivation } from "./draw.ts";
import { EXAMPLE, parse } from "./parse.ts";
import { derivationOf } from "./reach.ts";
import { checkStep, readStep, stepTexts } from "./step.ts";

export const countdownFamily: Family<Countdown> = {
  id: "countdown",
  label: "Countdown",
  blurb: "Combine the numbers, two at a time, with + − × ÷, to reach the target.",
  examples: [
    EXAMPLE,
    "24: 4 7 8 8",
    "Make 63 from 3, 9, 12, 2.",
    "Make 35 from 1, 5, 8.",
    ...inScope([], ["Make 24 from 3, 3, 8, 8.", "Make 532 from some of 100, 25, 8, 3, 1, 9."]),
  ],
  levels: {
    1: "three numbers up to 10",
    2: "three or four numbers up to 10, target up to 50",
    3: `four numbers up to 13, target up to 100${inScope("", ", or the Game of 24")}`,
    4: inScope("five numbers up to 25, target up to 300", "four or five numbers, target up to 999"),
    5: `six numbers up to ${inScope(50, 100)}, target up to 999`,
  },
  generate: (seed, difficulty, split, scope = DRAWN_SCOPE) =>
    generateWithDerivation(seed, difficulty, split, scope === "first" ? "classic" : undefined)
      .problem,
  parse,
  prompt: (problem) => `${toModelText(problem.text)}\n`,
  solve: (problem) => {
    const derivation = derivationOf(problem);
    return derivation && stepTexts(derivation);
  },
  reads: (step) => readStep(step) !== null,
  checkStep,
  extractAnswer: (_, steps) => extractAnswer(steps),
  checker: (problem) => checkerOf(claimKey, (answer) => checkAnswer(problem, answer)),
};
