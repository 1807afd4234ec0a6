/** Chooses the reading by the kind of model. */
import type { VerifierEntry } from "../contract/verifier-entry.ts";
import { logProbability } from "./implicit.ts";
import type { Reading } from "./reading.ts";
import { ends } from "./readings/ends.ts";
import { judge } from "./readings/judge.ts";
import { plusMinus } from "./readings/plus-minus.ts";
import { tokenClassification } from "./readings/token-classification.ts";
import { twoClassSpecial } from "./readings/two-class-special.ts";
import { valueHead } from "./readings/value-head.ts";

/**
 * @param vocabulary the size of the model's: a language model gives that many logits a token.
 * @param prompt token ids of the problem.
 */
export function readingOf(
  entry: VerifierEntry,
  vocabulary: number,
  prompt: readonly number[],
): Reading {
  switch (entry.kind) {
    case "step-head":
    case "value-head":
      return valueHead();
    case "token-classification":
      return tokenClassification(entry);
    case "two-class-special":
      return twoClassSpecial(entry);
    case "plus-minus":
      return plusMinus(entry, vocabulary);
    case "judge":
      return judge(entry, vocabulary);
    case "implicit":
      return logProbability(vocabulary);
    case "ends":
      return ends(entry, vocabulary, prompt);
  }
}
