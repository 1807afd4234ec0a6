/**
 * Greedy decoding: one trajectory of the policy's most likely tokens, without a search. It is the
 * baseline for all other strategies.
 */

import { LIMITS } from "../common-knobs.ts";
import { sampleCompletions } from "../completions.ts";
import { conclude } from "../conclude.ts";
import type { Strategy } from "../strategy.ts";
import { sideBySide } from "../work.ts";

export const greedy: Strategy = {
  id: "greedy",
  label: "Greedy",
  blurb: "One try: always the policy's first choice, with no search at all.",
  source: "Wei et al. (2022), Chain-of-Thought Prompting Elicits Reasoning, arXiv:2201.11903",
  needsVerifier: false,
  knobs: LIMITS,
  costRule: "One completion, each of its tokens sampled once.",
  size: null,
  estimate: (_, { steps }) => ({ rounds: sideBySide(1, steps), completions: 1 }),
  async *run(search) {
    yield* sampleCompletions(search, 1);
    return yield* conclude(search, "majority");
  },
};
