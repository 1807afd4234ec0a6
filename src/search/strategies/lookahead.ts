/**
 * Lookahead search: beam search that ranks a step by the state that a rollout reaches from it.
 *
 * The rule is that of Snell et al. (2024), section 5.2. Each round is beam search's
 * (`beam.ts`), but an unfinished beam is ranked by a rollout:
 * 1. the policy continues greedily from its newest step (temperature 0, so that the rollout adds no
 *    randomness) for k steps, or until the text ends or a cap cuts it off;
 * 2. the value of the beam is the aggregated score of the path to the end of the rollout;
 * 3. the rollout is discarded, and the best ⌊n/m⌋ beams by value are kept.
 * A finished beam is not ranked and needs no rollout. With k = 0 this is beam search.
 *
 * Differences: search-and-learn's beam search makes the rollouts (`generate_k_steps`) but then
 * scores the text without them; here they count. Beams with the same text as an older beam are
 * dropped before the rollouts instead of after, since greedy rollouts of equal texts are equal.
 */

import { numberKnob } from "../knob-values.ts";
import type { NodeId } from "../model.ts";
import { figure } from "../reasons.ts";
import type { GrowOptions, Moves, Search } from "../search.ts";
import { byScore, type Ranking } from "../select.ts";
import type { Strategy } from "../strategy.ts";
import { ROOT } from "../tree.ts";
import { sideBySide } from "../work.ts";
import { beamKnobs, beamSearch } from "./beam.ts";

const ROLLOUT: GrowOptions = { sampling: { temperature: 0, topK: 0, topP: 1 }, probe: true };

export const lookahead: Strategy = {
  id: "lookahead",
  label: "Lookahead search",
  blurb: "Beam search that tries out where each step leads before it chooses the best.",
  source: "Snell et al. (2024), Scaling LLM Test-Time Compute Optimally, arXiv:2408.03314",
  needsVerifier: true,
  knobs: beamKnobs({
    id: "lookahead",
    kind: "integer",
    label: "Look ahead",
    help: "How many greedy steps are tried beyond a step before it is judged; 0 is beam search.",
    min: 0,
    max: 8,
    default: 1,
  }),
  costRule:
    "Beam search's N steps a round, and for each unfinished one up to k more that are sampled, read by the verifier and thrown away.",
  size: "n",
  estimate: (knobs, { steps }) => {
    const n = numberKnob(knobs, "n");
    const beams = sideBySide(n, steps);
    const ahead = beams.flatMap(({ depth }) =>
      beams.slice(depth + 1, depth + 1 + numberKnob(knobs, "lookahead")),
    );
    return { rounds: [...beams, ...ahead], completions: n };
  },
  run: (search) => {
    const steps = numberKnob(search.context.knobs, "lookahead");
    return beamSearch(search, (open) => lookAhead(search, open, steps));
  },
};

/** Rolls out this many greedy steps from each node. @returns the scores at the ends of the rollouts. */
async function* lookAhead(search: Search, nodes: readonly NodeId[], steps: number): Moves<Ranking> {
  if (steps === 0) return byScore(search);
  const trails = nodes.map((id) => [id]);
  for (let step = 0; step < steps && !search.outOfBudget; step++) {
    const going = trails.filter((trail) => !search.ended(tipOf(trail)));
    if (going.length === 0) break;
    const probes = yield* search.grow(going.map(tipOf), ROLLOUT);
    for (const [row, probe] of probes.entries()) going[row]?.push(probe.id);
  }

  const known = search.outOfBudget ? [] : trails;
  const values = new Map(known.map((trail) => [startOf(trail), search.value(tipOf(trail))]));
  yield* search.measure("value", values);
  for (const trail of trails) {
    const value = values.get(startOf(trail));
    const found = value === undefined ? "" : `, whose value is now ${figure(value)}`;
    const reason = `dropped: it only looked ahead of node ${startOf(trail)}${found}`;
    yield* search.prune(trail.slice(1), reason, { kind: "probe" });
  }
  return { noun: "value", of: (id) => values.get(id) ?? 0 };
}

const startOf = (trail: readonly NodeId[]): NodeId => trail[0] ?? ROOT;
const tipOf = (trail: readonly NodeId[]): NodeId => trail.at(-1) ?? ROOT;
