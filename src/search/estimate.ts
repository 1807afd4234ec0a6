/**
 * Estimates the cost of a run before it starts. A strategy declares its work as rounds of steps, and
 * this file prices them in every currency. The estimate is of a run that nothing ends early: no
 * budget and no stopping rule, and samples with the same text count as different. Scripted runs of
 * up to 16 samples or simulations spend between half and twice the estimate (`fit.test.ts`); for
 * other models and problems this has not been measured.
 */

import { forwardFlops } from "./flops.ts";
import { numberKnob } from "./knob-values.ts";
import type { KnobValues } from "./knobs.ts";
import type { Ledger } from "./ledger.ts";
import type { Shape } from "./shape.ts";
import type { Strategy } from "./strategy.ts";
import type { Work } from "./work.ts";

/** The cost of such a run in every currency; seconds are NaN when the shape has no pace. */
export function estimateCost(strategy: Strategy, knobs: KnobValues, shape: Shape): Ledger {
  const steps = Math.min(shape.steps, numberKnob(knobs, "maxSteps"));
  const stepTokens = Math.min(shape.stepTokens, numberKnob(knobs, "maxStepTokens"));
  const verifier = strategy.needsVerifier ? shape.verifier : null;
  const work = strategy.estimate(knobs, { steps, stepTokens });
  return price(work, { ...shape, verifier, stepTokens });
}

function price({ rounds, completions }: Work, shape: Shape): Ledger {
  const { promptTokens, stepTokens, policy, pace } = shape;
  // A verifier without parameters runs no model.
  const verifier = shape.verifier && shape.verifier.parameters > 0 ? shape.verifier : null;
  const models = verifier ? [policy, verifier] : [policy];
  const prompt = { tokens: promptTokens, start: 0 };
  const batches = rounds.reduce((sum, { times = 1 }) => sum + times, 0);
  const sampled = rounds.reduce((sum, { rows, times = 1 }) => sum + times * rows * stepTokens, 0);

  // For each model, one call processes the prompt.
  const policyCalls = 1 + batches * stepTokens;
  const prmCalls = verifier ? 1 + batches : 0;
  const flops = models
    .flatMap((card) => [
      forwardFlops(card, prompt),
      ...rounds.map(({ rows, depth, times = 1 }) => {
        const start = promptTokens + depth * stepTokens;
        return times * rows * forwardFlops(card, { tokens: stepTokens, start });
      }),
    ])
    .reduce((sum, one) => sum + one, 0);
  return {
    completions,
    policyTokens: sampled,
    prefillTokens: promptTokens,
    prmTokens: verifier ? promptTokens + sampled : 0,
    policyCalls,
    prmCalls,
    flops,
    seconds: pace
      ? (policyCalls + prmCalls) * pace.secondsPerCall + flops * pace.secondsPerFlop
      : Number.NaN,
  };
}
