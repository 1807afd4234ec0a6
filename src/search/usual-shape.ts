/** The expected shape of trajectories before any is sampled: that of a right derivation. */
import type { Family, Problem } from "../problems/family.ts";
import type { ModelCard } from "./model.ts";
import type { Shape } from "./shape.ts";

/** The shape when no derivation is found. */
const GUESS = { steps: 4, stepTokens: 10 };

/** Counts tokens as the bundled tokenizer splits model text: words, digits, signs. */
export const roughTokens = (modelText: string): number =>
  modelText.match(/[A-Za-z]+|\d|[^\sA-Za-z0-9]|\n/g)?.length ?? 0;

/** @param tokensOf counts the tokens of model text; use `roughTokens` when there is no tokenizer. */
export function usualShape(
  family: Family,
  problem: Problem,
  { policy, verifier }: { policy: ModelCard; verifier: ModelCard | null },
  tokensOf: (modelText: string) => number = roughTokens,
): Shape {
  const steps = family.solve(problem) ?? [];
  // The last token of a step is its separator, or the end of sequence.
  const lengths = steps.map((step) => tokensOf(` ${step}`) + 1);
  const tokens = lengths.reduce((sum, length) => sum + length, 0);
  const path =
    steps.length > 0 ? { steps: steps.length, stepTokens: tokens / steps.length } : GUESS;
  return { promptTokens: tokensOf(family.prompt(problem)), ...path, policy, verifier };
}
