/** The strategies that sample whole completions share all but the rule that chooses the answer. */
import { aggregation, LIMITS, SAMPLING, samples } from "./common-knobs.ts";
import { conclude } from "./conclude.ts";
import { numberKnob } from "./knob-values.ts";
import { sampleAdaptively, sampledWork, stopping } from "./stopping.ts";
import type { Strategy } from "./strategy.ts";
import type { VoteRule } from "./tree.ts";

type Sampled = Pick<Strategy, "needsVerifier" | "knobs" | "costRule" | "size" | "estimate" | "run">;

/**
 * Samples N completions, or fewer by a stopping rule, and chooses the answer by this rule. Only a majority
 * vote needs no verifier. @param help the help text of the knob "n".
 */
export function sampled(rule: VoteRule, help: string): Sampled {
  const scored = rule !== "majority";
  return {
    needsVerifier: scored,
    knobs: [
      samples(help),
      ...(scored ? [aggregation("last")] : []),
      ...SAMPLING,
      ...stopping(scored),
      ...LIMITS,
    ],
    costRule: scored
      ? "N completions, or fewer by a stopping rule; each of their tokens is sampled once and read by the verifier once."
      : "N completions, or fewer by a stopping rule, each of their tokens sampled once; the verifier is not used.",
    size: "n",
    estimate: sampledWork,
    async *run(search) {
      yield* sampleAdaptively(search, numberKnob(search.context.knobs, "n"));
      return yield* conclude(search, rule);
    },
  };
}
