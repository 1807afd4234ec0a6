/**
 * Adaptive stopping: trajectories are sampled in batches, and no more of them once those that
 * there are agree well enough, or one of them is trusted well enough. A wrapper over any strategy
 * that samples whole trajectories; who answers remains that strategy's rule.
 *
 * - beta, Adaptive-Consistency (Aggarwal et al. 2023, "Let's Sample Step by Step",
 *   arXiv:2305.11860): v1 and v2 being the votes of the two leading answers, stop when
 *   1 − I_½(v1 + 1, v2 + 1) ≥ 0.95. The paper looks at each trajectory; here a knob says how
 *   often, by default every 4, the fewest votes that can be enough.
 * - doubling, its_hub's adaptive self-consistency: 2 trajectories, then as many again as there
 *   are; stop when the leading answer is that of at least 75 % of them. One that ended without
 *   a readable answer counts against the lead.
 * - threshold: stop when a trajectory that answers has an aggregated score that passes.
 *
 * The rule is looked at when a whole batch has ended, and by nothing but the votes and scores of
 * all trajectories so far. So neither the engine's own batches nor which trajectory happens to be
 * short can sway it, and none is cut off in flight: what a batch began is spent, and votes.
 */

import { threshold } from "./common-knobs.ts";
import { sampleCompletions } from "./completions.ts";
import { ballotsOf } from "./conclude.ts";
import type { Tally } from "./events.ts";
import { choiceKnob, numberKnob } from "./knob-values.ts";
import type { Knob, KnobValues } from "./knobs.ts";
import type { NodeId } from "./model.ts";
import { figure, plural, range } from "./reasons.ts";
import type { Moves, Search } from "./search.ts";
import type { Strategy } from "./strategy.ts";
import { type Ballot, count } from "./votes.ts";
import { sideBySide } from "./work.ts";

const RULES = ["never", "beta", "doubling", "threshold"] as const;
type Rule = (typeof RULES)[number];

const stopsBy = (...is: readonly Rule[]) => ({ knob: "stop", is });

/** The knobs of adaptive stopping. @param scored whether there are scores that can pass. */
export const stopping = (scored: boolean): readonly Knob[] => [
  {
    id: "stop",
    kind: "choice",
    label: "Stop early",
    help: "Whether sampling ends once the answers agree: by the odds that the leading one is the likeliest, by its share, or by a score.",
    options: [
      { value: "never", label: "never" },
      { value: "beta", label: "by the odds of the lead" },
      { value: "doubling", label: "by the share of the lead" },
      ...(scored ? [{ value: "threshold", label: "by a score" }] : []),
    ],
    default: "never",
  },
  {
    id: "confidence",
    kind: "number",
    label: "Odds to stop at",
    help: "The probability of the leading answer to be the likeliest at which sampling stops.",
    min: 0.5,
    max: 0.999,
    step: 0.001,
    default: 0.95,
    when: stopsBy("beta"),
  },
  {
    id: "agreement",
    kind: "number",
    label: "Share to stop at",
    help: "The leading answer's share of 2, 4, 8, … trajectories at which sampling stops.",
    min: 0.5,
    max: 1,
    step: 0.01,
    default: 0.75,
    when: stopsBy("doubling"),
  },
  ...(scored
    ? [
        {
          ...threshold("The score of a trajectory at which sampling stops.", 0.9),
          label: "Score to stop at",
          when: stopsBy("threshold"),
        },
      ]
    : []),
  {
    id: "stopEvery",
    kind: "integer",
    label: "Look every",
    help: "After how many trajectories the odds, or the scores, are looked at.",
    min: 1,
    max: 64,
    default: 4,
    when: scored ? stopsBy("beta", "threshold") : stopsBy("beta"),
  },
];

/** Sample n completions, or fewer where the stopping rule is content before. */
export async function* sampleAdaptively(search: Search, n: number): Moves<void> {
  const { knobs } = search.context;
  for (const batch of batches(knobs, n)) {
    yield* sampleCompletions(search, batch);
    if (search.outOfBudget) return;
    const sampled = search.ledger.completions;
    const ballots = ballotsOf(search);
    const { tally } = count("majority", ballots, search.context.checker);
    const stop = sampled < n ? judge(knobs, { ballots, tally, of: sampled }) : null;
    if (stop === null) continue;
    const when = `sampling stops after ${sampled} of at most ${plural(n, "trajectory", "trajectories")}`;
    yield* search.keep(stop.nodes, `kept: ${when}; ${stop.why}`);
    return;
  }
}

/** The work of sampling n completions, as though no rule stopped it. */
export const sampledWork: Strategy["estimate"] = (knobs, { steps }) => {
  const n = numberKnob(knobs, "n");
  return { rounds: batches(knobs, n).flatMap((size) => sideBySide(size, steps)), completions: n };
};

/** How many trajectories are sampled between one look and the next; together n. */
export function batches(knobs: KnobValues, n: number): number[] {
  const rule = choiceKnob(knobs, "stop", RULES);
  if (rule === "never") return [n];
  const sizes: number[] = [];
  for (let sampled = 0; sampled < n; ) {
    const next = rule === "doubling" ? Math.max(2, sampled) : numberKnob(knobs, "stopEvery");
    sizes.push(Math.min(next, n - sampled));
    sampled += next;
  }
  return sizes;
}

interface Stop {
  /** On whose account. */
  nodes: readonly NodeId[];
  why: string;
}

interface Seen {
  ballots: readonly Ballot[];
  /** Their votes, from the most down. */
  tally: readonly Tally[];
  /** How many trajectories there are, those without a vote included. */
  of: number;
}

/** Whether to stop, and why. */
function judge(knobs: KnobValues, { ballots, tally, of }: Seen): Stop | null {
  const rule = choiceKnob(knobs, "stop", RULES);
  const [lead, next] = tally;
  if (!lead || rule === "never") return null;

  if (rule === "beta") {
    const odds = leadProbability(lead.count, next?.count ?? 0);
    const enough = numberKnob(knobs, "confidence");
    const votes = `${lead.answer} has ${plural(lead.count, "vote")}, the next answer ${next?.count ?? 0}`;
    const why = `${votes}: it is the likeliest with probability ${figure(odds)}, and ${enough} is enough`;
    return odds >= enough ? { nodes: lead.nodes, why } : null;
  }
  if (rule === "doubling") {
    const share = lead.count / of;
    const enough = numberKnob(knobs, "agreement");
    const why = `${lead.answer} is the answer of ${lead.count}, a share of ${figure(share)}, and ${enough} is enough`;
    return share >= enough ? { nodes: lead.nodes, why } : null;
  }
  const enough = numberKnob(knobs, "threshold");
  const passing = ballots.filter(({ answer, score }) => answer !== null && (score ?? 0) >= enough);
  if (passing.length === 0) return null;
  const scores = range(passing.map((ballot) => ballot.score ?? 0));
  const why = `${scores} ${passing.length === 1 ? "passes" : "pass"} ${figure(enough)}`;
  return { nodes: passing.map((ballot) => ballot.node), why };
}

/**
 * 1 − I_½(v1 + 1, v2 + 1): the probability that the first of two answers is the likelier one, given
 * their votes and no opinion before. I_½(a, b) of whole numbers is P(X ≥ a) of the binomial
 * X ~ B(a + b − 1, ½), so this is the finite sum Σ_{j ≤ v1} C(m, j) / 2^m with m = v1 + v2 + 1.
 * @param first votes, @param second votes, whole numbers; together less than 1000.
 */
export function leadProbability(first: number, second: number): number {
  const m = first + second + 1;
  let term = 0.5 ** m;
  let sum = 0;
  for (let j = 0; j <= first; j++) {
    sum += term;
    term *= (m - j) / (j + 1);
  }
  return sum;
}
