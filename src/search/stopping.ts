/**
 * Adaptive stopping: trajectories are sampled in batches until those so far agree well enough, or one of
 * them scores high enough. It wraps any strategy that samples whole trajectories; the strategy's rule
 * still chooses the answer.
 *
 * - beta, Adaptive-Consistency (Aggarwal et al. 2023, "Let's Sample Step by Step",
 *   arXiv:2305.11860): with v1 and v2 the votes of the two leading answers, stop when
 *   1 − I_½(v1 + 1, v2 + 1) ≥ 0.95. The paper checks after each trajectory; here a knob says how
 *   often, by default after every 4, the fewest votes that can be enough.
 * - doubling, its_hub's adaptive self-consistency: sample 2 trajectories, and then double their number;
 *   stop when at least 75 % of them give the leading answer. A trajectory that ended without a
 *   readable answer counts against the lead.
 * - threshold: stop when a trajectory with an answer has an aggregated score that passes.
 *
 * The rule is checked when a whole batch has ended, and uses only the votes and scores of all
 * trajectories so far. So neither the engine's own batches nor the lengths of trajectories can affect it,
 * and no trajectory is cut off: all of a batch is paid for, and all of it votes.
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

/** The knobs of adaptive stopping. @param scored whether trajectories have scores. */
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

/** Samples n completions, or fewer when the stopping rule is met before. */
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

/** The work of sampling n completions without a stopping rule. */
export const sampledWork: Strategy["estimate"] = (knobs, { steps }) => {
  const n = numberKnob(knobs, "n");
  return { rounds: batches(knobs, n).flatMap((size) => sideBySide(size, steps)), completions: n };
};

/** The numbers of trajectories that are sampled between checks of the rule; their sum is n. */
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
  /** The nodes that the reason is about. */
  nodes: readonly NodeId[];
  why: string;
}

interface Seen {
  ballots: readonly Ballot[];
  /** The votes, in descending order of weight. */
  tally: readonly Tally[];
  /** The number of trajectories, those without a vote included. */
  of: number;
}

/** Why sampling stops; null when it goes on. */
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
 * 1 − I_½(v1 + 1, v2 + 1): the probability that the first of two answers is the more likely one, given
 * their votes and a uniform prior. I_½(a, b) of whole numbers is P(X ≥ a) of the binomial
 * X ~ B(a + b − 1, ½), so this is the finite sum Σ_{j ≤ v1} C(m, j) / 2^m with m = v1 + v2 + 1.
 * @param first @param second the votes, whole numbers; their sum is below 1000.
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
