/**
 * Budget forcing: the end of an attempt is not accepted until enough has been spent on it.
 *
 * After s1 (Muennighoff et al. 2025, section 3), as far as these policies allow it. One trajectory
 * is sampled from the prompt. Its end is accepted if
 * - the run has spent at least so many policy tokens (a knob), or
 * - the attempt ended by itself and its score passes the threshold (a knob).
 * Otherwise it is refused, and another attempt is made from the prompt. A knob chooses whose answer
 * is given: that of the last attempt that ended by itself, as in s1, or of the one with the best
 * score. A budget stops the attempts, and the last one then answers, as when s1 ends the thinking.
 *
 * Difference from s1: s1 removes the end of thinking and appends "Wait", and the model goes on with
 * its earlier thoughts in view, so that it may find its own mistake. These policies write one
 * derivation and cannot doubt it, and an attempt does not see the refused ones. So this strategy
 * forces another attempt, not a longer chain; do not expect what s1 gains from longer thoughts. s1
 * uses no verifier; here a threshold of 1 leaves it almost no say.
 */

import { sampleChain } from "../chain.ts";
import { aggregation, LIMITS, SAMPLING, threshold } from "../common-knobs.ts";
import { conclude, concludeWith } from "../conclude.ts";
import { choiceKnob, numberKnob } from "../knob-values.ts";
import type { Knob } from "../knobs.ts";
import type { NodeId } from "../model.ts";
import { figure, plural } from "../reasons.ts";
import type { Search } from "../search.ts";
import type { Strategy } from "../strategy.ts";
import { ROOT, type TreeNode } from "../tree.ts";
import { sideBySide } from "../work.ts";

const knobs: readonly Knob[] = [
  {
    id: "minTokens",
    kind: "integer",
    label: "Fewest tokens",
    help: "Policy tokens that must be spent before the end of an attempt is accepted.",
    min: 1,
    max: 4096,
    default: 200,
  },
  threshold("An attempt whose score passes this is accepted whatever was spent.", 0.9),
  aggregation("last"),
  {
    id: "answer",
    kind: "choice",
    label: "Answer by",
    help: "Which attempt answers: the last one, or the one of the best score.",
    options: [
      { value: "last", label: "last attempt" },
      { value: "best", label: "best score" },
    ],
    default: "last",
  },
  ...SAMPLING,
  ...LIMITS,
];

export const thinkLonger: Strategy = {
  id: "think-longer",
  label: "Think longer",
  blurb:
    "Refuses an early end: until enough is spent, or the verifier is content, it forces another attempt from the start, not a longer chain.",
  source: "Muennighoff et al. (2025), s1: Simple test-time scaling, arXiv:2501.19393",
  needsVerifier: true,
  knobs,
  costRule:
    "Whole trajectories one after the other, until the fewest tokens are spent or one passes; each is read by the verifier once.",
  size: "minTokens",
  // The estimate assumes that no attempt passes the threshold.
  estimate: (knobs, { steps, stepTokens }) => {
    const times = Math.ceil(numberKnob(knobs, "minTokens") / (steps * stepTokens));
    const rounds = sideBySide(1, steps).map((round) => ({ ...round, times }));
    return { rounds, completions: times };
  },
  async *run(search) {
    const values = search.context.knobs;
    let last: NodeId | null = null;
    for (let attempt = 1, over = false; !over; attempt++) {
      const chain = yield* sampleChain(search, ROOT);
      search.release(chain.map((node) => node.id));
      const leaf: TreeNode | undefined = chain.at(-1);
      if (!leaf?.finish) break;
      if (leaf.end === "eos") last = leaf.id;
      const { accepted, why } = judge(search, leaf);
      if (accepted) yield* search.keep([leaf.id], `kept: attempt ${attempt} is accepted; ${why}`);
      else yield* search.prune([leaf.id], `dropped: attempt ${attempt} is refused; ${why}`);
      over = accepted;
    }
    if (choiceKnob(values, "answer", ["last", "best"]) === "last")
      return yield* concludeWith(search, last);
    return yield* conclude(search, "best");
  },
};

/** Whether an attempt may end here, and why. */
function judge(search: Search, leaf: TreeNode): { accepted: boolean; why: string } {
  const fewest = numberKnob(search.context.knobs, "minTokens");
  const least = figure(numberKnob(search.context.knobs, "threshold"));
  const spent = search.ledger.policyTokens;
  const score = search.value(leaf.id);
  if (spent >= fewest)
    return { accepted: true, why: `${plural(spent, "token")} are spent, of at least ${fewest}` };
  const tokens = `${spent} of at least ${plural(fewest, "token")} are spent`;
  if (leaf.end !== "eos") return { accepted: false, why: `${tokens}, and it was cut off` };
  const passes = score >= numberKnob(search.context.knobs, "threshold");
  return passes
    ? { accepted: true, why: `its score, ${figure(score)}, passes ${least}` }
    : { accepted: false, why: `${tokens}, and its score, ${figure(score)}, is below ${least}` };
}
