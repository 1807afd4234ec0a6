/**
 * Majority vote, also called self-consistency: sample N completions and answer with the
 * answer that most of them give (ties: the one seen first). No verifier is asked, and none
 * is paid for.
 */
import { LIMITS, SAMPLING, samples } from "../common-knobs.ts";
import { conclude } from "../conclude.ts";
import { numberKnob } from "../knob-values.ts";
import { sampleAdaptively, sampledWork, stopping } from "../stopping.ts";
import type { Strategy } from "../strategy.ts";

export const majority: Strategy = {
  id: "majority",
  label: "Majority vote",
  blurb: "Many tries side by side; the answer that most of them agree on wins.",
  source:
    "Wang et al. (2022), Self-Consistency Improves Chain of Thought Reasoning, arXiv:2203.11171",
  needsVerifier: false,
  knobs: [samples("How many completions vote."), ...SAMPLING, ...stopping(false), ...LIMITS],
  costRule:
    "N completions, or fewer by a stopping rule, each of their tokens sampled once; the verifier is not used.",
  size: "n",
  estimate: sampledWork,
  async *run(search) {
    yield* sampleAdaptively(search, numberKnob(search.context.knobs, "n"));
    return yield* conclude(search, "majority");
  },
};
