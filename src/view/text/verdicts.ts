/** How the page says whether an answer is right, where nobody may know. */
import { type Verdict, verdictOf } from "../../problems/answers/checker.ts";

export const MARKS: Readonly<Record<Verdict, string>> = { right: "✓", wrong: "✗", unknown: "?" };

/** As in "the answer is 24, which is right". @param right null where nobody knows. */
export const judged = (right: boolean | null): string =>
  right === null ? "and nobody knows whether it is right" : `which is ${right ? "right" : "wrong"}`;

/** For `data-correct`. @param answer null while the search has not answered. */
export const correctAttribute = (
  answer: { readonly correct: boolean | null } | null,
): "true" | "false" | "unknown" | "pending" =>
  answer === null ? "pending" : answer.correct === null ? "unknown" : `${answer.correct}`;

/** For classes. @param answer null while the search has not answered. */
export const verdictClass = (
  answer: { readonly correct: boolean | null } | null,
): Verdict | "pending" => (answer === null ? "pending" : verdictOf(answer.correct));
