/**
 * Particle filtering: a population of trajectories that is resampled after every step.
 *
 * The rule is that of Puri et al. (2025), as in its_hub's `particle_gibbs.py` with one iteration.
 * N particles begin at the prompt. Each round, until all have ended:
 * 1. every particle that has not ended takes one step, sampled independently, and is scored;
 * 2. particle i has the weight w_i ∝ e^logit(s_i), where s_i is its aggregated score; a particle
 *    that has ended keeps its score, and is weighted with the others;
 * 3. N particles are drawn with replacement by these weights. Chance keeps some of the worse ones
 *    alive, where beam search would trust the verifier and drop them.
 * The best score or a vote of the particles gives the answer; each particle has one vote.
 *
 * In the tree a particle stands on a node, and several may stand on the same one. Such a node is
 * sampled once for each of them; if it ends the trajectory, it is one completion with a vote for
 * each. The weight of a node is that of its particles together: their w before the draw, and 1/N
 * each after it. A node to which no particle was drawn is dropped, and then has no vote.
 *
 * A knob turns on entropic particle filtering (Giannone et al. 2025): while few particles hold most
 * of the weight, within the first half of the steps allowed, a temperature evens the weights out.
 * Its code then also uses systematic resampling; here the draw stays multinomial, so that the
 * knob changes one thing.
 */

import { aggregation, answerBy, answerOf, LIMITS, SAMPLING, samples } from "../common-knobs.ts";
import { conclude } from "../conclude.ts";
import type { SearchEvent } from "../events.ts";
import { choiceKnob, numberKnob } from "../knob-values.ts";
import type { NodeId } from "../model.ts";
import { annealedTemperature, particleWeights, resample } from "../particles.ts";
import { figure, plural, range } from "../reasons.ts";
import { draw } from "../rng.ts";
import type { Search } from "../search.ts";
import { keepByCount } from "../select.ts";
import type { Strategy } from "../strategy.ts";
import { ROOT } from "../tree.ts";
import { sideBySide } from "../work.ts";

export const particleFiltering: Strategy = {
  id: "particle-filtering",
  label: "Particle filtering",
  blurb:
    "After every step the tries are drawn anew: good ones often more than once, poor ones seldom.",
  source:
    "Puri et al. (2025), A Probabilistic Inference Approach to Inference-Time Scaling of LLMs using Particle-Based Monte Carlo Methods, arXiv:2502.01618",
  needsVerifier: true,
  knobs: [
    samples("How many particles there are."),
    {
      id: "annealing",
      kind: "choice",
      label: "Annealing",
      help: "Whether the draw is evened out while few particles hold most of the weight early on.",
      options: [
        { value: "off", label: "off" },
        { value: "entropic", label: "entropic" },
      ],
      default: "off",
    },
    aggregation("last"),
    answerBy("How the particles settle on an answer.", "best"),
    ...SAMPLING,
    ...LIMITS,
  ],
  costRule:
    "A step a round for each of N particles that has not ended, sampled once and read by the verifier once; copies share their prefix.",
  size: "n",
  estimate: (knobs, { steps }) => {
    const n = numberKnob(knobs, "n");
    return { rounds: sideBySide(n, steps), completions: n };
  },
  async *run(search) {
    const isOpen = (id: NodeId): boolean => search.node(id).finish === null;
    let particles = Array<NodeId>(numberKnob(search.context.knobs, "n")).fill(ROOT);
    for (let round = 1; particles.some(isOpen); round++) {
      const open = particles.filter(isOpen);
      const children = (yield* search.grow(open)).values();
      search.release(open.filter((id) => id !== ROOT));
      particles = particles.map((id) => (isOpen(id) ? (children.next().value?.id ?? id) : id));
      if (search.outOfBudget) break;
      particles = yield* drawAnew(search, particles, round);
    }
    const ended = particles.filter((id) => !isOpen(id)).sort((a, b) => a - b);
    return yield* conclude(search, answerOf(search.context.knobs), ended);
  },
};

/** Weights the particles, and draws as many from them. */
function* drawAnew(
  search: Search,
  particles: readonly NodeId[],
  round: number,
): Generator<SearchEvent, NodeId[], void> {
  const { knobs, seed } = search.context;
  const n = particles.length;
  const scores = particles.map((id) => search.value(id));
  const progress = round / numberKnob(knobs, "maxSteps");
  const anneals = choiceKnob(knobs, "annealing", ["off", "entropic"]) === "entropic";
  const temperature = anneals ? annealedTemperature(particleWeights(scores), progress) : 1;
  const weights = particleWeights(scores, temperature);

  const before = new Map<NodeId, number>();
  for (const [i, id] of particles.entries())
    before.set(id, (before.get(id) ?? 0) + (weights[i] ?? 0));
  yield* search.measure("weight", before);

  const indices = resample(weights, (index) => draw(seed, "resampling", round, index));
  const drawn = indices.map((index) => particles[index] ?? ROOT);
  const counts = new Map([...before.keys()].map((id) => [id, 0]));
  for (const id of drawn) counts.set(id, (counts.get(id) ?? 0) + 1);
  const evened = temperature === 1 ? "" : ` at temperature ${figure(temperature)}`;
  yield* keepByCount(search, counts, (count, nodes) => {
    const held = range(
      nodes.map((id) => before.get(id) ?? 0),
      "weight",
    );
    const draws = plural(n, "draw");
    if (count === 0) return `dropped: none of ${draws} fell on it (${held}${evened})`;
    const where = nodes.length === 1 ? "it" : "each";
    return `kept: ${count} of ${draws} fell on ${where} (${held}${evened})`;
  });
  yield* search.measure("weight", new Map([...counts].map(([id, count]) => [id, count / n])));
  return drawn;
}
