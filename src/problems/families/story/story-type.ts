/** A story problem as data. */
import type { Problem } from "../../family.ts";
import { numbersKey } from "../../keys.ts";
import type { Fact, Question } from "./language.ts";
import { answerOf, solveFacts } from "./model.ts";

export interface Story extends Problem {
  readonly family: "story";
  /** The facts, in the order of the text. */
  readonly facts: readonly Fact[];
  readonly question: Question;
  readonly answer: number;
}

/** The multiset of all numbers. It is coarser than the problem, so that no permutation crosses the split. */
function keyOf(facts: readonly Fact[], question: Question): string {
  const numbers = [...facts, question].flatMap((f) => [
    ...("n" in f ? [f.n] : []),
    ...("m" in f ? [f.m] : []),
  ]);
  return numbersKey("story", numbers);
}

export function story(facts: readonly Fact[], question: Question, text: string): Story {
  const answer = answerOf(question, solveFacts(facts)) as number;
  return { family: "story", text, key: keyOf(facts, question), facts, question, answer };
}
