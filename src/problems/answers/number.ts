/** Answers that are one number: "7/2", "3.5", "x = - 7 / 2", "17". */
import { equal, type Rational, show } from "../rational.ts";
import { plainSigns } from "../typed-text.ts";
import { type AnswerChecker, answerChecker } from "./checker.ts";
import { evaluate, readExpression } from "./expression.ts";

/** The value, exactly; null where the text is no number. A letter or a name before "=" is passed over. */
export function readNumberAnswer(text: string): Rational | null {
  const value = plainSigns(text)
    .replace(/^[A-Za-z]+\s*=/, "")
    .replace(/\.$/, "");
  const read = readExpression(value);
  return read.ok ? evaluate(read.expression) : null;
}

/** @param truth null where nobody knows it. */
export const numberChecker = (truth: Rational | null): AnswerChecker =>
  answerChecker(
    (answer) => {
      const value = readNumberAnswer(answer);
      return value && show(value);
    },
    (answer) => {
      if (truth === null) return null;
      const value = readNumberAnswer(answer);
      return value !== null && equal(value, truth);
    },
  );
