/**
 * Tree of Thoughts, depth first: always on to the best next step, and back when all of them fail.
 *
 * The rule is algorithm 2 of Yao et al. (2023). From a state
 * 1. k steps are sampled; those that read the same become one state; each is valued by the
 *    verifier's score of its path;
 * 2. those whose value is below the threshold are pruned;
 * 3. the others are visited one after the other, the best first (ties: the older), each with
 *    all that lies below it; when none is left the search goes back to the state before.
 * It ends with the first ended trajectory that it visits, whose value therefore passes the
 * threshold, or once n trajectories have ended. The accepted trajectory answers; when none was
 * accepted, the best-scored of those that ended.
 *
 * The default threshold is low: the paper prunes only what the model calls impossible.
 *
 * Differences: the paper records every output that it comes to and is stopped by a limit on
 * steps; its crosswords then take the deepest state seen. A value equal to the threshold
 * passes here, where it fails there. Values are a PRM's, where the paper prompts a large model.
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
  // As though the first path that it follows were accepted.
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

/** Search below this state. @returns the end that was accepted, or null. */
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
