/**
 * Monte Carlo tree search with PUCT: the policy's probabilities guide the exploration, and the
 * verifier gives the value of a state. `mcts.ts` has the course of a simulation.
 *
 * The rule is OpenR's (Wang et al. 2024, `guided_search/tree.py`), whose constants are
 * AlphaZero's. The chosen child c of p is the one with the largest
 *   Q(c) + P(c) · √N(p) / (N(c) + 1) · [ln((N(p) + 19652 + 1) / 19652) + 1.25]
 * - Q is the mean of the values backed up through c; before the first of them it is the verifier's
 *   score of c (a knob sets the aggregation over the path: by default the last, as in OpenR);
 * - P is exp(mean log-probability of a token), normalised over the distinct siblings;
 * - N counts visits before this simulation, so Q alone decides where p was never visited.
 * The value backed up is the verifier's score of the new leaf. A knob asks for a rollout
 * instead: one trajectory is sampled from the leaf to its end, and its score is the value; it
 * may answer, but its steps do not join the tree.
 *
 * Differences: OpenR expands one path all the way down, several samples a level, and backs up
 * the score at its end; here a simulation expands one node, as AlphaZero's does, and rollouts
 * are sampled singly. Samples that a cap cut off are discarded there and have value 0 here. There
 * n paths vote, repeated ones included; here each end has one vote. Ties go to the older. Its
 * noise on the priors of the root is for self-play, and is left out.
 */
import { pathValue } from "../branches.ts";
import { sampleChain } from "../chain.ts";
import {
  aggregation,
  answerBy,
  answerOf,
  branch,
  LIMITS,
  SAMPLING,
  samples,
} from "../common-knobs.ts";
import { conclude } from "../conclude.ts";
import { choiceKnob, numberKnob } from "../knob-values.ts";
import type { Knob } from "../knobs.ts";
import { type Stats, simulate, simulatedWork } from "../mcts.ts";
import type { Moves, Search } from "../search.ts";
import type { Strategy } from "../strategy.ts";
import type { TreeNode } from "../tree.ts";

const BASE = 19652;

const knobs: readonly Knob[] = [
  { ...samples("How many times the search goes down its tree."), label: "Simulations" },
  branch(4),
  {
    id: "cPuct",
    kind: "number",
    label: "Exploration",
    help: "How much a step's odds count against its value: 0 always follows the highest value.",
    min: 0,
    max: 5,
    step: 0.05,
    default: 1.25,
  },
  {
    id: "rollout",
    kind: "choice",
    label: "Rollout",
    help: "What a new leaf is worth: its own score, or that of one trajectory from there to its end.",
    options: [
      { value: "none", label: "none" },
      { value: "end", label: "to the end" },
    ],
    default: "none",
  },
  aggregation("last"),
  answerBy("How the trajectories that ended settle on an answer.", "best"),
  ...SAMPLING,
  ...LIMITS,
];

export const mctsPuct: Strategy = {
  id: "mcts-puct",
  label: "MCTS, PUCT",
  blurb:
    "Goes down the tree again and again, to what scored well and to what the policy finds likely but has seldom tried.",
  source:
    "Wang et al. (2024), OpenR: An Open Source Framework for Advanced Reasoning, arXiv:2410.09671",
  needsVerifier: true,
  knobs,
  costRule:
    "At most N expansions of M steps, each sampled once and read by the verifier once; a rollout adds one trajectory to each.",
  size: "n",
  estimate: (knobs, { steps }) => {
    const rollsOut = choiceKnob(knobs, "rollout", ["none", "end"]) === "end";
    const work = simulatedWork(knobs, steps, rollsOut ? steps : 0);
    return { ...work, completions: work.completions + (rollsOut ? work.leaves : 0) };
  },
  async *run(search) {
    const values = search.context.knobs;
    const c = numberKnob(values, "cPuct");
    const rollsOut = choiceKnob(values, "rollout", ["none", "end"]) === "end";
    yield* simulate(search, {
      priors,
      bonus: (parent, child) => puctBonus(child.prior, parent.visits, child.visits, c),
      evaluate: (leaf) => evaluate(search, leaf, rollsOut),
      backUp(path, value) {
        for (const node of path) {
          node.visits++;
          node.q = node.visits === 1 ? value : node.q + (value - node.q) / node.visits;
        }
      },
    });
    return yield* conclude(search, answerOf(values));
  },
};

/** The exploration term of PUCT. @param c the constant that is 1.25 above. */
export const puctBonus = (prior: number, parentVisits: number, visits: number, c: number): number =>
  ((prior * Math.sqrt(parentVisits)) / (visits + 1)) *
  (Math.log((parentVisits + BASE + 1) / BASE) + c);

/** exp(mean log-probability of a token) of each sibling, normalised to sum to 1. */
export function priors(siblings: readonly Pick<TreeNode, "logprob" | "tokens">[]): number[] {
  const odds = siblings.map(({ logprob, tokens }) => Math.exp(logprob / tokens.length));
  const sum = odds.reduce((total, one) => total + one, 0);
  return odds.map((one) => one / sum);
}

async function* evaluate(search: Search, leaf: Stats, rollsOut: boolean): Moves<number> {
  if (!rollsOut) return leaf.q;
  const ids = (yield* sampleChain(search, leaf.id)).map((node) => node.id);
  search.release(ids);
  return pathValue(search, ids.at(-1) ?? leaf.id);
}
