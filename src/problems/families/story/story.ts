/**
 * Story: grade-school word problems. Several people, dependent quantities,
 * shuffled sentences, distractors; one operation a step; a unique answer.
 *
 * A step reads "Ben = Ann + 5 = 12 + 5 = 17": the relation, the relation with numbers, and the value.
 */
import { checkerOf } from "../../answers/checker.ts";
import { numberKey } from "../../answers/number-key.ts";
import type { Family } from "../../family.ts";
import { toModelText } from "../../model-text.ts";
import type { Random } from "../../random.ts";
import { DRAWN_SCOPE } from "../../scope.ts";
import { generateInSplit } from "../../split.ts";
import { checkStoryStep, readsStoryStep } from "./check.ts";
import { drawStory } from "./generate.ts";
import { factStep, factValue, needed, quantity, questionSteps } from "./model.ts";
import { EXAMPLE, parse } from "./parse.ts";
import { type Story, story } from "./story-type.ts";

/** The needed steps, in the order of the sentences, each as early as possible. */
function solve(problem: Story): string[] {
  const { facts, question } = problem;
  const need = needed(facts, question);
  const known = new Map<string, number>();
  const open = facts.filter((f) => need.has(f.who) && f.item === question.item);
  const steps: string[] = [];
  for (const fact of open)
    if (fact.kind === "base") known.set(quantity(fact.who, fact.item), fact.n);
  let rest = open.filter((f) => f.kind !== "base");
  while (rest.length > 0) {
    const next = rest.find((f) => factValue(f, known) !== null);
    if (!next) break;
    steps.push(factStep(next, known) as string);
    known.set(quantity(next.who, next.item), factValue(next, known) as number);
    rest = rest.filter((f) => f !== next);
  }
  const last = questionSteps(question, known);
  if (steps.length + last.length === 0) {
    return [`${question.who} = ${problem.answer}`];
  }
  return [...steps, ...last];
}

/**
 * A drill for the policy's training: it recites every quantity of the asked kind twice, in an order that
 * the dependencies allow. It teaches looking up, at a third of the tokens.
 */
export function recitation(problem: Story, r: Random): { prompt: string; steps: string[] } {
  const { facts, question, text } = problem;
  const known = new Map<string, number>();
  const steps: string[] = [];
  const ofItem = facts.filter((f) => f.item === question.item);
  for (let pass = 0; pass < 2; pass++) {
    for (let rest = r.shuffle(ofItem); rest.length > 0; ) {
      const next = rest.find((f) => factValue(f, known) !== null);
      if (!next) break;
      const value = factValue(next, known) as number;
      steps.push(factStep(next, known) ?? `${next.who} = ${value}`);
      known.set(quantity(next.who, next.item), value);
      rest = rest.filter((f) => f !== next);
    }
  }
  const told = text.slice(0, text.lastIndexOf(".") + 1);
  return { prompt: `${toModelText(`${told} How many ${question.item}:`)}\n`, steps };
}

export const storyFamily: Family<Story> = {
  id: "story",
  label: "Story",
  blurb: "A word problem: find the quantities that matter, one operation a step.",
  examples: [
    EXAMPLE,
    "Dan has twice as many shells as Eve. Eve had 20 shells and gave away 6. How many shells does Dan have?",
    "Kim has 9 pens. Leo has 3 times as many cards as Kim. Kim has 14 cards. How many more cards does Leo have than Kim?",
  ],
  levels: {
    1: "two quantities, numbers up to 30",
    2: "three quantities, numbers up to 100",
    3: "four or five quantities up to 200, one distractor",
    4: "six quantities up to 500, two distractors",
    5: "seven or eight quantities up to 999, three distractors",
  },
  generate: (seed, difficulty, split, scope = DRAWN_SCOPE) => ({
    ...generateInSplit(2, seed, difficulty, split, (r) => {
      const drawn = drawStory(difficulty, scope, r);
      return drawn && story(drawn.facts, drawn.question, drawn.text);
    }),
    difficulty,
  }),
  parse,
  prompt: (problem) => `${toModelText(problem.text)}\n`,
  solve,
  reads: readsStoryStep,
  checkStep: checkStoryStep,
  extractAnswer: (_, steps) => /= (\d+)$/.exec(steps[steps.length - 1]?.trim() ?? "")?.[1] ?? null,
  checker: (problem) =>
    checkerOf(numberKey, (answer) => numberKey(answer) === String(problem.answer)),
};
