/**
 * REBASE, reward balanced search: all unfinished steps may go on, and better ones get more
 * children.
 *
 * The rule is that of Wu et al. (2024), as in `rebase.py` of their code. The width W is n at first,
 * and one less for each trajectory that has ended. Each round, for the unfinished nodes of this
 * depth with rewards R_i (the aggregated score; the prompt's is 1):
 * 1. from the highest reward down, node i is granted ⌈W · e^(R_i/T) / Σ⌉ children, where
 *    Σ = Σ_j e^(R_j/T) over the nodes not served yet, and is then taken out of W and of Σ;
 * 2. nodes that are granted none are dropped;
 * 3. the children are sampled and scored.
 * A vote of the ended trajectories gives the answer, weighted by score unless a knob says otherwise.
 *
 * Differences: of equal rewards the older node is served first; their code serves the younger first.
 * Σ is summed again for each node instead of being reduced, since rounding could take it below
 * what is left. Their settings sample at temperature 1; here the default is that of the other
 * strategies.
 */

import { aggregation, answerBy, answerOf, LIMITS, SAMPLING, samples } from "../common-knobs.ts";
import { conclude } from "../conclude.ts";
import type { SearchEvent } from "../events.ts";
import { numberKnob } from "../knob-values.ts";
import type { NodeId } from "../model.ts";
import { plural, range } from "../reasons.ts";
import type { Search } from "../search.ts";
import { keepByCount } from "../select.ts";
import type { Strategy } from "../strategy.ts";
import { ROOT } from "../tree.ts";
import { sideBySide } from "../work.ts";

export const rebase: Strategy = {
  id: "rebase",
  label: "REBASE",
  blurb: "The next steps are shared out by score: the better a step, the more children it gets.",
  source:
    "Wu et al. (2024), Inference Scaling Laws: An Empirical Analysis of Compute-Optimal Inference, arXiv:2408.00724",
  needsVerifier: true,
  knobs: [
    samples("How many trajectories grow at once; each that has ended leaves one fewer."),
    {
      id: "balance",
      kind: "number",
      label: "Balance temperature",
      help: "How evenly the next steps are shared out: a low one favours the best score, a high one shares equally.",
      min: 0.05,
      max: 5,
      step: 0.05,
      default: 0.2,
    },
    aggregation("last"),
    answerBy("How the finished trajectories settle on an answer.", "weighted"),
    ...SAMPLING,
    ...LIMITS,
  ],
  costRule:
    "N steps a round, one fewer for each trajectory that has ended, each sampled once and read by the verifier once.",
  size: "n",
  estimate: (knobs, { steps }) => {
    const n = numberKnob(knobs, "n");
    return { rounds: sideBySide(n, steps), completions: n };
  },
  async *run(search) {
    const { knobs } = search.context;
    const n = numberKnob(knobs, "n");

    let open: NodeId[] = [ROOT];
    while (open.length > 0 && !search.outOfBudget) {
      const widths = yield* grant(search, open, n - search.ledger.completions);
      const parents = [...widths].flatMap(([id, width]) => Array<NodeId>(width).fill(id));
      const children = yield* search.grow(parents);
      search.release(parents.filter((id) => id !== ROOT));
      open = children.filter((child) => child.finish === null).map((child) => child.id);
    }
    return yield* conclude(search, answerOf(knobs));
  },
};

function* grant(
  search: Search,
  nodes: readonly NodeId[],
  width: number,
): Generator<SearchEvent, ReadonlyMap<NodeId, number>, void> {
  const rewardOf = (id: NodeId): number => (id === ROOT ? 1 : search.value(id));
  const temperature = numberKnob(search.context.knobs, "balance");
  const shares = balance(nodes.map(rewardOf), width, temperature);
  const widths = new Map(nodes.map((id, i) => [id, shares[i] ?? 0]));
  yield* search.measure("width", widths);
  const judged = [...widths].filter(([id]) => id !== ROOT);
  const least = Math.min(...judged.flatMap(([id, count]) => (count > 0 ? [rewardOf(id)] : [])));
  yield* keepByCount(search, new Map(judged), (count, some) => {
    const rewards = some.map(rewardOf);
    const scores = range(rewards);
    const others = Math.max(...rewards) === least ? "better or older ones" : "better ones";
    if (count === 0) return `dropped: ${scores}; ${others} took all ${plural(width, "next step")}`;
    const which = some.length === 1 ? "" : " each";
    return `kept: granted ${count} of ${plural(width, "next step")}${which} (${scores})`;
  });
  return widths;
}

/**
 * Shares out `width` children by the softmax of the rewards at a temperature.
 * @returns the number of children for each reward, in their order; they add up to `width`.
 */
export function balance(rewards: readonly number[], width: number, temperature: number): number[] {
  const top = Math.max(...rewards);
  const weights = rewards.map((reward) => Math.exp((reward - top) / temperature));
  const order = rewards.map((_, i) => i).sort((a, b) => (rewards[b] ?? 0) - (rewards[a] ?? 0));
  const widths = new Array<number>(rewards.length).fill(0);
  let left = width;
  for (const [served, i] of order.entries()) {
    const sum = order.slice(served).reduce((total, j) => total + (weights[j] ?? 0), 0);
    // The small constant keeps a whole share from being rounded up because of rounding errors.
    widths[i] = Math.max(0, Math.ceil((left * (weights[i] ?? 0)) / sum - 1e-9));
    left -= widths[i] ?? 0;
  }
  return widths;
}
