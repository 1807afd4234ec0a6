/**
 * Monte Carlo tree search with UCT: it explores what was seldom visited, whatever the policy's
 * probabilities. `mcts.ts` has the course of a simulation.
 *
 * The rule is that of ReST-MCTS* (Zhang et al. 2024, `MCTS/mcts.py`, with the settings of its
 * `evaluate.py`). The chosen child c of p is the one with the largest
 *   V(c) + 0.4 · √(2 ln N(p) / N(c)), and V(c) + 0.8 where c was not visited.
 * - V is at first the verifier's score of the state.
 * - From a new leaf, the best of 3 sampled steps, the search looks ahead: at most 2 steps are
 *   sampled one after another and discarded. With m the highest score among them, V(leaf) becomes
 *   (1 − α) V(leaf) + α m, where α = 0.5.
 * - V of an expanded node is the mean of the V of its children, weighted by their visits; its own
 *   score no longer counts.
 * - The search ends at a state whose V is at least the end gate, 0.9, and that state answers;
 *   after the last simulation the trajectory with the best score answers.
 * V is recorded as Q. The bonus uses no prior, so none is recorded.
 *
 * Differences: the end gate holds for ended trajectories only. There the value model is trained to
 * reach about 1 only at a complete solution, while a PRM may score any right step as high. "Greedy"
 * there is the best of `roll_branch` samples per step, which is 1. Ties go to the older; there they
 * are broken at random. A trajectory that a cap cut off has value 0, and the default is fewer
 * simulations than its 100.
 */
import { pathValue } from "../branches.ts";
import { sampleChain } from "../chain.ts";
import { aggregation, branch, LIMITS, SAMPLING, samples } from "../common-knobs.ts";
import { conclude, concludeWith } from "../conclude.ts";
import { numberKnob } from "../knob-values.ts";
import type { Knob } from "../knobs.ts";
import { type Stats, simulate, simulatedWork } from "../mcts.ts";
import { figure } from "../reasons.ts";
import type { Moves, Search } from "../search.ts";
import type { Strategy } from "../strategy.ts";

/** The bonus of an unvisited child (`inf` in `evaluate.py`). */
const UNVISITED = 0.8;

const knobs: readonly Knob[] = [
  {
    ...samples(
      "How many times the search goes down its tree, unless a trajectory passes the gate.",
    ),
    label: "Simulations",
  },
  branch(3),
  {
    id: "cUct",
    kind: "number",
    label: "Exploration",
    help: "How much a lack of visits counts against a value: 0 follows the value of what was visited.",
    min: 0,
    max: 3,
    step: 0.05,
    default: 0.4,
  },
  {
    id: "forward",
    kind: "integer",
    label: "Look ahead",
    help: "How many steps are sampled beyond a new leaf to judge it, and thrown away.",
    min: 0,
    max: 10,
    default: 2,
  },
  {
    id: "alpha",
    kind: "number",
    label: "Weight of the look-ahead",
    help: "The share of the best score looked ahead to in a new leaf's value; its own score has the rest.",
    min: 0,
    max: 1,
    step: 0.05,
    default: 0.5,
    when: { knob: "forward", above: 0 },
  },
  {
    id: "endGate",
    kind: "number",
    label: "End gate",
    help: "The value of a finished trajectory that ends the search.",
    min: 0,
    max: 1,
    step: 0.01,
    default: 0.9,
  },
  aggregation("last"),
  ...SAMPLING,
  ...LIMITS,
];

export const mctsUct: Strategy = {
  id: "mcts-uct",
  label: "MCTS, UCT",
  blurb:
    "Goes down the tree again and again, to what scored well and to what it has seldom tried, and looks ahead before it judges.",
  source:
    "Zhang et al. (2024), ReST-MCTS*: LLM Self-Training via Process Reward Guided Tree Search, arXiv:2406.03816",
  needsVerifier: true,
  knobs,
  costRule:
    "At most N expansions of M steps, and after each up to 2 steps that only look ahead (a knob); each is sampled once and read by the verifier once.",
  size: "n",
  estimate: (knobs, { steps }) => simulatedWork(knobs, steps, numberKnob(knobs, "forward")),
  async *run(search) {
    const values = search.context.knobs;
    const c = numberKnob(values, "cUct");
    const gate = numberKnob(values, "endGate");
    const accepted = yield* simulate(search, {
      bonus: (parent, child) => uctBonus(parent.visits, child.visits, c),
      evaluate: (leaf) => lookAhead(search, leaf),
      backUp,
      accepts: (end) => search.node(end.id).end === "eos" && end.q >= gate,
    });
    if (accepted === null) return yield* conclude(search, "best");
    const score = figure(search.value(accepted));
    yield* search.keep([accepted], `kept: score ${score} passes the end gate of ${figure(gate)}`);
    return yield* concludeWith(search, accepted);
  },
};

/** The exploration term of UCT. */
export const uctBonus = (parentVisits: number, visits: number, c: number): number =>
  visits === 0 ? UNVISITED : c * Math.sqrt((2 * Math.log(parentVisits)) / visits);

async function* lookAhead(search: Search, leaf: Stats): Moves<number> {
  const { knobs } = search.context;
  const steps = numberKnob(knobs, "forward");
  const chain = yield* sampleChain(search, leaf.id, { steps, probe: true });
  if (chain.length === 0 || search.outOfBudget) return leaf.q;
  const ids = chain.map((node) => node.id);
  const best = Math.max(...ids.map((id) => pathValue(search, id)));
  const reason = `dropped: it only looked ahead from node ${leaf.id}, to a score of ${figure(best)}`;
  yield* search.prune(ids, reason, { kind: "probe" });
  return leaf.q + numberKnob(knobs, "alpha") * (best - leaf.q);
}

function backUp(path: readonly Stats[], value: number): void {
  const [leaf, ...above] = path.toReversed();
  if (!leaf) return;
  leaf.visits++;
  leaf.q = value;
  for (const node of above) {
    node.visits++;
    const visits = node.children.reduce((sum, child) => sum + child.visits, 0);
    const weighed = node.children.reduce((sum, child) => sum + child.visits * child.q, 0);
    node.q = weighed / visits;
  }
}
