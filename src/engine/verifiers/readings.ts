/** The reading of each kind of model: one file a kind. */
import type { VerifierEntry } from "./entry.ts";
import { logProbability } from "./implicit.ts";
import { judge } from "./judge.ts";
import { plusMinus } from "./plus-minus.ts";
import type { Reading } from "./reading.ts";
import { tokenClassification } from "./token-classification.ts";
import { twoClassSpecial } from "./two-class-special.ts";
import { valueHead } from "./value-head.ts";

/** @param vocabulary size of the model's; a language model gives that many logits a token. */
export function readingOf(entry: VerifierEntry, vocabulary: number): Reading {
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
  }
}
