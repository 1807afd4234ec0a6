/**
 * Sequential revision: one trajectory after another. Each is made from the best one so far, which
 * is cut before its first suspected error and sampled again from there.
 *
 * - Round 1 samples one trajectory.
 * - Each later round takes the trajectory of the highest score (ties: the older; one that a cap
 *   cut off only when none ended), finds the step under suspicion, and samples a new trajectory
 *   from the state before that step. Under suspicion is the first step whose score is below the
 *   threshold; when there is none, the step at which the score falls most, where the score before
 *   the first step counts as 1 (ties: the earlier).
 * - After n rounds the trajectory of the highest score answers.
 *
 * Difference from the paper: Snell et al. (2024), section 6, train a revision model that sees its
 * earlier attempts and learns to correct them. This policy sees none of them; it only begins at the
 * cut. So it keeps the part that seems right, but it may sample the same error again.
 */

import { sampleChain } from "../chain.ts";
import { aggregation, LIMITS, SAMPLING, samples, threshold } from "../common-knobs.ts";
import { conclude } from "../conclude.ts";
import { numberKnob } from "../knob-values.ts";
import type { NodeId } from "../model.ts";
import { idsTo, pathTo } from "../path.ts";
import { figure } from "../reasons.ts";
import type { Search } from "../search.ts";
import type { Strategy } from "../strategy.ts";
import { ROOT, type TreeNode } from "../tree.ts";
import { sideBySide } from "../work.ts";

export const revision: Strategy = {
  id: "revision",
  label: "Sequential revision",
  blurb:
    "One try, then again and again from just before the step that the verifier first doubts in the best try so far.",
  source: "Snell et al. (2024), Scaling LLM Test-Time Compute Optimally, arXiv:2408.03314",
  needsVerifier: true,
  knobs: [
    {
      ...samples("How many trajectories are sampled, the first and its revisions."),
      label: "Rounds",
    },
    threshold(
      "A step that scores below this is suspected; the first such step is sampled anew.",
      0.3,
    ),
    aggregation("last"),
    ...SAMPLING,
    ...LIMITS,
  ],
  costRule:
    "One trajectory, and N − 1 more of which only the part after the cut is sampled and read by the verifier.",
  size: "n",
  // The estimate assumes that each step is the suspect equally often.
  estimate: (knobs, { steps }) => {
    const n = numberKnob(knobs, "n");
    const first = sideBySide(1, steps);
    const later = first.map((round) => ({
      ...round,
      times: ((n - 1) * (round.depth + 1)) / first.length,
    }));
    return { rounds: [...first, ...later], completions: n };
  },
  async *run(search) {
    const { knobs } = search.context;
    const n = numberKnob(knobs, "n");
    let best: TreeNode | null = null;
    for (let round = 1; round <= n; round++) {
      let from: NodeId = ROOT;
      if (best !== null) {
        const suspect = suspectOn(pathTo(search.tree, best.id), numberKnob(knobs, "threshold"));
        from = suspect.node.parent ?? ROOT;
        yield* search.keep([from], `kept: round ${round} goes on from here; ${suspect.why}`, {
          kind: "cut",
          before: suspect.node.id,
        });
      }
      const leaf: TreeNode | undefined = (yield* sampleChain(search, from)).at(-1);
      if (!leaf?.finish) break;
      const score = `round ${round} comes to score ${figure(search.value(leaf.id))}`;
      if (best === null || isBetter(search, leaf, best)) {
        if (best !== null) yield* search.keep([leaf.id], `kept: ${score}, the best so far`);
        best = leaf;
      } else {
        const tied = search.value(leaf.id) === search.value(best.id) ? ", and came first" : "";
        const other = `${figure(search.value(best.id))}${tied}`;
        yield* search.prune([leaf.id], `dropped: ${score}; the best so far has ${other}`);
      }
      releaseBeside(search, best.id);
    }
    return yield* conclude(search, "best");
  },
};

function isBetter(search: Search, one: TreeNode, other: TreeNode): boolean {
  if ((one.end === "eos") !== (other.end === "eos")) return one.end === "eos";
  return search.value(one.id) > search.value(other.id);
}

/** The suspected first error of a path, and why it is suspected. @param path not empty. */
export function suspectOn(
  path: readonly TreeNode[],
  least: number,
): { node: TreeNode; why: string } {
  const scored = path.map((node, i) => {
    const score = node.score ?? 0;
    const before = i === 0 ? 1 : (path[i - 1]?.score ?? 0);
    return { node, score, before };
  });
  const low = scored.find(({ score }) => score < least);
  if (low) {
    const why = `the step after, node ${low.node.id}, is the first with a score below ${figure(least)} (${figure(low.score)})`;
    return { node: low.node, why };
  }
  const fall = scored.reduce((a, b) => (b.before - b.score > a.before - a.score ? b : a));
  const drop = `${figure(fall.before)} to ${figure(fall.score)}`;
  const why = `no step scores below ${figure(least)}, and the greatest fall is at node ${fall.node.id} (${drop})`;
  return { node: fall.node, why };
}

/** Releases all nodes that are not on the best path: only the best trajectory is ever revised. */
function releaseBeside(search: Search, best: NodeId): void {
  const needed = new Set([ROOT, ...idsTo(search.tree, best)]);
  search.release(search.tree.nodes.map((node) => node.id).filter((id) => !needed.has(id)));
}
