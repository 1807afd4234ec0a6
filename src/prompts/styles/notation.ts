/**
 * The style of the bundled models: they continue the problem's model text in the family's own
 * notation, one step a line.
 */
import { familyOf } from "../../problems/families/index.ts";
import { separatorSplitter } from "../splitter.ts";
import type { Style } from "../style.ts";

const SEPARATOR = "\n";

export const notation: Style = {
  id: "notation",
  separator: SEPARATOR,
  ask: (problem) => [{ role: "user", content: familyOf(problem.family).prompt(problem) }],
  splitter: () => separatorSplitter(SEPARATOR),
  readAnswer: (problem, steps) => familyOf(problem.family).extractAnswer(problem, steps),
};
