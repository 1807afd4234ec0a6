/** A story problem as data. */
import type { Problem } from "../../family.ts";
import type { Fact, Question } from "./language.ts";

export interface Story extends Problem {
  readonly family: "story";
  /** In the order of the text. */
  readonly facts: readonly Fact[];
  readonly question: Question;
  readonly answer: number;
}
