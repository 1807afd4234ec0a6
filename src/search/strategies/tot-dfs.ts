/**
 * Tree of Thoughts, depth first: follow the best next step, and go back when all of them fail.
 *
 * The rule is algorithm 2 of Yao et al. (2023). From a state:
 * 1. k steps are sampled; steps with the same text become one state; the value of a state is the
 *    verifier's score of its path;
 * 2. states whose value is below the threshold are pruned;
 * 3. the others are visited one after the other, the best first (ties: the older), each with all
 *    states below it; when none is left, the search goes back to the state before.
 * The search ends at the first ended trajectory that it visits, whose value therefore passes the
 * threshold, or once n trajectories have ended. The accepted trajectory answers; when none was
 * accepted, the ended trajectory with the best score does.
 *
 * The default threshold is low: the paper prunes only what the model calls impossible.
 *
 * Differences: the paper records every output that it reaches, and a limit on steps stops it; its
 * crosswords then take the deepest state seen. A value equal to the threshold passes here and fails
 * there. Values come from a PRM here, and from a prompted large model there.
 */

import { branchOut, isCutOff } from "../branches.ts";
import { aggregation, branch, LIMITS, SAMPLING, samples, threshold } from "../common-knobs.ts";
import { conclude, concludeWith } from "../conclude.ts";
import { numberKnob } from "../knob-values.ts";
import type { NodeId } from "../model.ts";
import { frontierOf } from "../path.ts";
import { figure, range } from "../reasons.ts";
import type { Moves, Search } from "../search.ts";
import type { Strategy } from "../strategy.ts";
import { ROOT } from "../tree.ts";
import { sideBySide } from "../work.ts";

export const totDfs: Strategy = {
  id: "tot-dfs",
  label: "Tree of Thoughts, depth first",
  blurb:
    "Always on to the best next step; where every step looks bad it goes back and tries another.",
  source: "Yao et al. (2023), Tree of Thoughts, arXiv:2305.10601",
  needsVerifier: true,
  knobs: [
    samples("How many trajectories may end before the search gives up."),
    branch(5),
    threshold("States whose value is below this are pruned.", 0.3),
    aggregation("last"),
    ...SAMPLING,
    ...LIMITS,
  ],
  costRule:
    "K steps from every state visited, each sampled once and read by the verifier once, until one trajectory is accepted or N have ended.",
  size: "branch",
  // The estimate assumes that the first path is accepted.
  estimate: (knobs, { steps }) => {
    const branch = numberKnob(knobs, "branch");
    return { rounds: sideBySide(branch, steps), completions: branch };
  },
  async *run(search) {
    const accepted = yield* visit(search, ROOT);
    if (accepted === null) return yield* conclude(search, "best");
    const left = frontierOf(search.tree).map((node) => node.id);
    yield* search.prune(left, `dropped unfinished: node ${accepted} ended the search`);
    return yield* concludeWith(search, accepted);
  },
};

const isOver = (search: Search): boolean =>
  search.outOfBudget || search.ledger.completions >= numberKnob(search.context.knobs, "n");

/** Searches below this state. @returns the accepted end; null when none was accepted. */
async function* visit(search: Search, state: NodeId): Moves<NodeId | null> {
  const least = numberKnob(search.context.knobs, "threshold");
  const made = yield* branchOut(search, [state], numberKnob(search.context.knobs, "branch"));
  if (search.outOfBudget) return null;
  const children = made
    .map(({ node }) => node.id)
    .filter((id) => !isCutOff(search, id))
    .sort((a, b) => search.value(b) - search.value(a) || a - b);
  const good = children.filter((id) => search.value(id) >= least);
  const bad = children.filter((id) => search.value(id) < least);
  if (bad.length > 0) {
    const low = range(bad.map((id) => search.value(id)));
    yield* search.prune(bad, `dropped: ${low}, below the threshold of ${figure(least)}`);
  }
  for (const [i, id] of good.entries()) {
    const { finish } = search.node(id);
    if (finish === null && isOver(search)) return null;
    const score = figure(search.value(id));
    const passes = `score ${score} passes ${figure(least)}`;
    const why =
      i === 0
        ? `${passes}, ${children.length === 1 ? "the only next step" : `the best of ${children.length} next steps`}`
        : `the search came back from node ${good[i - 1]} to node ${state}; next best, ${passes}`;
    yield* search.keep([id], `kept: ${why}${finish ? ", and a trajectory ends here" : ""}`, {
      kind: "visit",
    });
    if (finish) return id;
    const accepted = yield* visit(search, id);
    if (accepted !== null || isOver(search)) return accepted;
    yield* search.prune([id], `dropped: nothing below it was accepted; back to node ${state}`, {
      kind: "back",
    });
  }
  return null;
}
