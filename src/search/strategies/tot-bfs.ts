/**
 * Tree of Thoughts, breadth first: level by level, the b best of all next steps go on.
 *
 * The rule is algorithm 1 of Yao et al. (2023), with sampled thoughts. At each level
 * 1. k steps are sampled from every kept state that has not ended;
 * 2. steps with the same text become one state;
 * 3. a knob chooses the value of a state: the verifier's score of its path, or its share of votes,
 *    which is the share of its parent's k samples that have its text;
 * 4. the b states with the highest values are kept (ties: the older), ended states among them. An
 *    ended state keeps its place as long as it is among the best b.
 * The search ends when all kept states have ended. The best score or a vote of the ended states gives
 * the answer.
 *
 * Differences: the paper prompts a large model for a verdict on a state, or for a vote between the
 * states of a level. These policies cannot be prompted, so a PRM replaces the verdict, and the number
 * of samples that agree on a step replaces the vote. The verifier scores every step in both cases,
 * since the tree shows the score and the answer may depend on it. The paper's tasks have a fixed
 * number of levels and keep all b outputs; here trajectories end at any level, and one that has lost
 * its place may still answer.
 */

import { branchOut, isCutOff, type Sample } from "../branches.ts";
import { aggregation, answerBy, answerOf, branch, LIMITS, SAMPLING } from "../common-knobs.ts";
import { conclude } from "../conclude.ts";
import { choiceKnob, numberKnob } from "../knob-values.ts";
import type { Knob } from "../knobs.ts";
import type { NodeId } from "../model.ts";
import type { Search } from "../search.ts";
import { keepBest, type Ranking } from "../select.ts";
import type { Strategy } from "../strategy.ts";
import { measureOf, ROOT } from "../tree.ts";
import { depthsOf } from "../work.ts";

const knobs: readonly Knob[] = [
  branch(5),
  {
    id: "breadth",
    kind: "integer",
    label: "Breadth",
    help: "How many states of a level are kept.",
    min: 1,
    max: 32,
    default: 5,
  },
  {
    id: "value",
    kind: "choice",
    label: "Value by",
    help: "What makes a state good: the verifier's score, or how many of the samples agree on its step.",
    options: [
      { value: "prm", label: "verifier" },
      { value: "vote", label: "votes of the samples" },
    ],
    default: "prm",
  },
  aggregation("last"),
  answerBy("How the trajectories that ended settle on an answer.", "best"),
  ...SAMPLING,
  ...LIMITS,
];

export const totBfs: Strategy = {
  id: "tot-bfs",
  label: "Tree of Thoughts, breadth first",
  blurb: "Level by level, several next steps from every state that was kept; the best of them are.",
  source: "Yao et al. (2023), Tree of Thoughts, arXiv:2305.10601",
  needsVerifier: true,
  knobs,
  costRule:
    "K steps from each of at most B states a level, each sampled once and read by the verifier once.",
  size: "branch",
  estimate: (knobs, { steps }) => {
    const branch = numberKnob(knobs, "branch");
    const levels = depthsOf(steps).map(({ depth, share }) => {
      const states = Math.min(numberKnob(knobs, "breadth"), branch ** depth);
      return { samples: branch * states, share, depth };
    });
    const rounds = levels.map(({ samples, share, depth }) => ({ rows: samples * share, depth }));
    return { rounds, completions: levels.at(-1)?.samples ?? 0 };
  },
  async *run(search) {
    const values = search.context.knobs;
    const count = numberKnob(values, "branch");
    const breadth = numberKnob(values, "breadth");
    const byVotes = choiceKnob(values, "value", ["prm", "vote"]) === "vote";

    let states: NodeId[] = [ROOT];
    for (;;) {
      const open = states.filter((id) => search.node(id).finish === null);
      if (open.length === 0) break;
      const samples = yield* branchOut(search, open, count);
      if (search.outOfBudget) break;
      const fresh = samples.filter(({ node }) => !isCutOff(search, node.id));
      if (byVotes) yield* search.measure("value", shares(fresh, count));
      const ended = states.filter((id) => search.node(id).finish !== null);
      const level = [...ended, ...fresh.map(({ node }) => node.id)];
      states = yield* keepBest(search, level, breadth, byVotes ? byShare(search) : undefined);
    }
    return yield* conclude(search, answerOf(values));
  },
};

const byShare = (search: Search): Ranking => ({
  noun: "vote share",
  of: (id) => measureOf(search.node(id), "value") ?? 0,
});

const shares = (samples: readonly Sample[], of: number): Map<NodeId, number> =>
  new Map(samples.map(({ node, copies }) => [node.id, copies / of]));
