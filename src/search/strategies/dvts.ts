/**
 * Diverse verifier tree search (DVTS): n/m beams of width m that never compete.
 *
 * The rule is search-and-learn's (Beeching, Tunstall and Rush 2024,
 * `diverse_verifier_tree_search.py`). There are ⌊n/m⌋ trees, each with one chain of chosen
 * steps, at first the prompt. Each round, in every tree that has not ended:
 * 1. m next steps are sampled and scored;
 * 2. the step with the highest aggregated score is chosen (ties: the older), finished or not,
 *    whatever the scores in other trees: so the trees stay diverse, where beam search would
 *    crowd into the best one;
 * 3. a tree ends when its chosen step ends the trajectory.
 * The best score or a vote of the finished trajectories gives the answer.
 *
 * Differences: search-and-learn returns the m samples of the last round of each tree, ended or not;
 * here every trajectory that has ended counts, in whatever round, and no other. There a tree also
 * ends at a "boxed{"; here only at the policy's end of text. Its last round runs to the end of the
 * text; here the cap on steps cuts it off. Where m does not divide n, or is larger than n, it
 * refuses; here fewer than n steps are sampled per round, or one tree has all n.
 */

import {
  aggregation,
  answerBy,
  answerOf,
  LIMITS,
  SAMPLING,
  samples,
  width,
} from "../common-knobs.ts";
import { conclude } from "../conclude.ts";
import type { SearchEvent } from "../events.ts";
import { numberKnob } from "../knob-values.ts";
import type { NodeId } from "../model.ts";
import { figure, range } from "../reasons.ts";
import type { Search } from "../search.ts";
import type { Strategy } from "../strategy.ts";
import { ROOT, type TreeNode } from "../tree.ts";
import { sideBySide } from "../work.ts";

export const dvts: Strategy = {
  id: "dvts",
  label: "Diverse verifier tree search",
  blurb:
    "Several small searches side by side; each follows its own best step, and none crowds out another.",
  source:
    "Beeching, Tunstall and Rush (2024), Scaling Test-Time Compute with Open Models, https://huggingface.co/spaces/HuggingFaceH4/blogpost-scaling-test-time-compute",
  needsVerifier: true,
  knobs: [
    samples("How many steps are sampled a round, over all trees."),
    width("How many next steps each tree chooses from: n divided by this is the number of trees."),
    aggregation("last"),
    answerBy("How the finished trajectories of all trees settle on an answer.", "best"),
    ...SAMPLING,
    ...LIMITS,
  ],
  costRule:
    "N steps a round, M in each of N/M trees until that tree ends, each sampled once and read by the verifier once.",
  size: "n",
  estimate: (knobs, { steps }) => {
    const n = numberKnob(knobs, "n");
    const m = Math.min(n, numberKnob(knobs, "width"));
    const rows = m * Math.floor(n / m);
    return { rounds: sideBySide(rows, steps), completions: rows };
  },
  async *run(search) {
    const { knobs } = search.context;
    const n = numberKnob(knobs, "n");
    const m = Math.min(n, numberKnob(knobs, "width"));

    let trees = Array.from({ length: Math.floor(n / m) }, (_, i) => ({ name: i + 1, tip: ROOT }));
    while (trees.length > 0) {
      const children = yield* search.grow(trees.flatMap(({ tip }) => Array<NodeId>(m).fill(tip)));
      search.release(trees.map(({ tip }) => tip).filter((id) => id !== ROOT));
      if (search.outOfBudget) break;
      const open: typeof trees = [];
      for (const [i, { name }] of trees.entries()) {
        const chosen = yield* choose(search, name, children.slice(i * m, (i + 1) * m));
        if (chosen.finish === null) open.push({ name, tip: chosen.id });
      }
      trees = open;
    }
    return yield* conclude(search, answerOf(knobs));
  },
};

/** Chooses the next step of one tree. Samples that have ended are not dropped, since they may vote. */
function* choose(
  search: Search,
  tree: number,
  samples: readonly TreeNode[],
): Generator<SearchEvent, TreeNode, void> {
  const scoreOf = (node: TreeNode): number => search.value(node.id);
  const chosen = samples.reduce((best, node) => (scoreOf(node) > scoreOf(best) ? node : best));
  const best = figure(scoreOf(chosen));
  const lead =
    samples.length === 1
      ? `the only next step in tree ${tree}, score ${best}`
      : `score ${best} is the best of ${samples.length} in tree ${tree}`;
  const end = chosen.finish === null ? "" : ", which ends here";
  yield* search.keep([chosen.id], `kept: ${lead}${end}`);

  const others = samples.filter((node) => node !== chosen && node.finish === null);
  if (others.length === 0) return chosen;
  const values = others.map(scoreOf);
  const tied = Math.max(...values) === scoreOf(chosen) ? ", and is older" : "";
  yield* search.prune(
    others.map((node) => node.id),
    `dropped: ${range(values)}; the best of ${samples.length} in tree ${tree} has ${best}${tied}`,
  );
  return chosen;
}
