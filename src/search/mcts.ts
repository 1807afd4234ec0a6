/**
 * Monte Carlo tree search over steps: the part that its variants share. A simulation has four stages:
 * 1. selection: from the root down, always to the child with the highest Q + bonus (ties: the
 *    older), to a node without children;
 * 2. expansion: several steps are sampled from that node and scored, and steps with the same text
 *    become one; the one with the highest Q + bonus is the leaf of the simulation;
 * 3. evaluation of the leaf, by the rule of the variant;
 * 4. backup of its value along the path, by the rule of the variant.
 *
 * A simulation visits every node from the root to its leaf once. So the visits of a node are the sum of
 * its children's visits, plus 1 if it was the leaf of an earlier simulation. Of siblings only the first
 * choice is such a leaf, before it is expanded; the root never is.
 * The end of a trajectory has no children: a simulation that reaches it has it as its leaf, backs its
 * value up again, and costs nothing. An end that a cap cut off has value 0. The search ends early when
 * nothing is left to expand.
 *
 * When no trajectory has ended after all simulations, the one from the leaf with the highest Q is
 * completed. ReST-MCTS* (`MCTS/task.py`) prompts the policy for the answer there.
 */

import { branchOut, pathValue } from "./branches.ts";
import { sampleChain } from "./chain.ts";
import { numberKnob } from "./knob-values.ts";
import type { KnobValues } from "./knobs.ts";
import type { NodeId } from "./model.ts";
import { finishedOf, frontierOf } from "./path.ts";
import { figure } from "./reasons.ts";
import type { Moves, Search } from "./search.ts";
import { ROOT, type TreeNode } from "./tree.ts";
import { depthsOf, type Work } from "./work.ts";

export interface Stats {
  readonly id: NodeId;
  /** Whether a trajectory ends here. */
  readonly ended: boolean;
  /** The policy's probability among the siblings; 1 when the rule uses none. */
  readonly prior: number;
  children: readonly Stats[];
  visits: number;
  /** The mean value; before the first visit, the verifier's score of the path. */
  q: number;
}

/** What a variant defines. */
export interface TreeRule {
  /** The exploration term of a child, which is added to its Q. */
  bonus(parent: Stats, child: Stats): number;
  /** The policy's probabilities of siblings. */
  priors?(siblings: readonly TreeNode[]): number[];
  /** The value of a new leaf that does not end a trajectory. */
  evaluate(leaf: Stats): Moves<number>;
  /** Counts the visit and backs the value up. @param path from the root to the leaf. */
  backUp(path: readonly Stats[], value: number): void;
  /** Whether the search ends with this trajectory as its answer. */
  accepts?(end: Stats): boolean;
}

/**
 * The work of n simulations. The first ones go one level deeper each, down to an end. Of the others the
 * estimate takes every second one to reach an end again, about as in scripted runs, and the rest to
 * expand a node at any depth. When n simulations reach no end, one trajectory is completed.
 * @param ahead the most steps that are sampled ahead of a new leaf.
 * @returns the work; `leaves` is the number of leaves from which steps are sampled ahead.
 */
export function simulatedWork(
  knobs: KnobValues,
  steps: number,
  ahead: number,
): Work & { leaves: number } {
  const n = numberKnob(knobs, "n");
  const branch = numberKnob(knobs, "branch");
  const depths = depthsOf(steps);
  const again = Math.max(0, n - depths.length) / 2 / depths.length;
  const timesAt = (depth: number): number => (depth < n ? 1 : 0) + again;
  const rounds = depths.flatMap(({ depth, share }) => {
    const times = timesAt(depth);
    const beyond = depths.slice(depth + 1, depth + 1 + ahead);
    return [
      { rows: branch * share, depth, times },
      ...beyond.map((next) => ({ rows: next.share, depth: next.depth, times })),
      ...(depth < n ? [] : [{ rows: share, depth }]),
    ];
  });
  return {
    rounds,
    completions: n < depths.length ? 1 : branch * (1 + again),
    leaves: depths.slice(1).reduce((sum, { depth, share }) => sum + share * timesAt(depth - 1), 0),
  };
}

/** Runs the simulations. @returns the end that the rule accepts; null when it accepts none. */
export async function* simulate(search: Search, rule: TreeRule): Moves<NodeId | null> {
  const n = numberKnob(search.context.knobs, "n");
  const root: Stats = { id: ROOT, ended: false, prior: 1, children: [], visits: 0, q: 0 };
  let open = 1;
  for (let i = 1; i <= n && open > 0; i++) {
    const { path, leaf: node, bonuses, why } = descend(rule, root);
    yield* search.measure("bonus", bonuses);
    if (node.ended) {
      yield* search.keep([node.id], `kept: simulation ${i} comes to this end (${why})`);
      if (rule.accepts?.(node)) {
        yield* dropLeft(search, `node ${node.id} ended and was accepted`);
        return node.id;
      }
      rule.backUp(path, node.q);
      yield* measured(search, path);
      continue;
    }
    if (node !== root)
      yield* search.keep([node.id], `kept: simulation ${i} expands this node (${why})`);
    yield* expand(search, rule, node);
    if (search.outOfBudget) return null;
    open += node.children.filter((child) => !child.ended).length - 1;

    const further = descend(rule, node);
    yield* search.measure("bonus", further.bonuses);
    const leaf = further.leaf;
    const value = leaf.ended ? leaf.q : yield* rule.evaluate(leaf);
    if (search.outOfBudget) return null;
    const reason = `kept: simulation ${i} goes on to it (${further.why}), and backs up ${figure(value)}`;
    yield* search.keep([leaf.id], reason);
    const whole = [...path, leaf];
    rule.backUp(whole, value);
    yield* measured(search, [...whole, ...node.children]);
  }
  if (!finishedOf(search.tree).some((end) => end.end === "eos")) yield* carryOn(search, root);
  if (!search.outOfBudget) yield* dropLeft(search, `all ${n} simulations are done`);
  return null;
}

/** Goes down from a node by the highest Q + bonus. @returns the path, and the bonus of each node compared. */
function descend(rule: TreeRule, from: Stats) {
  const path = [from];
  const bonuses = new Map<NodeId, number>();
  let node = from;
  let why = "";
  while (node.children.length > 0) {
    const parent = node;
    const total = (child: Stats): number => child.q + (bonuses.get(child.id) ?? 0);
    for (const child of parent.children) bonuses.set(child.id, rule.bonus(parent, child));
    node = parent.children.reduce((best, child) => (total(child) > total(best) ? child : best));
    const of = parent.children.length;
    why = `Q ${figure(node.q)} + bonus ${figure(bonuses.get(node.id) ?? 0)} is ${of === 1 ? "that of the only step" : `the most of ${of}`}`;
    path.push(node);
  }
  return { path, leaf: node, bonuses, why };
}

async function* expand(search: Search, rule: TreeRule, node: Stats): Moves<void> {
  const branch = numberKnob(search.context.knobs, "branch");
  const siblings = (yield* branchOut(search, [node.id], branch)).map((sample) => sample.node);
  if (search.outOfBudget) return;
  const priors = rule.priors?.(siblings);
  node.children = siblings.map(({ id, finish }, i) => ({
    id,
    ended: finish !== null,
    prior: priors?.[i] ?? 1,
    children: [],
    visits: 0,
    q: pathValue(search, id),
  }));
  if (priors)
    yield* search.measure("prior", new Map(node.children.map(({ id, prior }) => [id, prior])));
}

function* measured(search: Search, nodes: readonly Stats[]) {
  yield* search.measure("visits", new Map(nodes.map(({ id, visits }) => [id, visits])));
  yield* search.measure("q", new Map(nodes.map(({ id, q }) => [id, q])));
}

async function* carryOn(search: Search, root: Stats): Moves<void> {
  const [best] = leavesOf(root)
    .filter((leaf) => !leaf.ended)
    .sort((a, b) => b.q - a.q || a.id - b.id);
  if (!best) return;
  const reason = `kept: no trajectory has ended, so that of the highest Q (${figure(best.q)}) is carried on`;
  yield* search.keep([best.id], reason);
  const chain = yield* sampleChain(search, best.id);
  search.release([best.id, ...chain.map(({ id }) => id)]);
}

const leavesOf = (node: Stats): Stats[] =>
  node.children.length === 0 ? [node] : node.children.flatMap(leavesOf);

function* dropLeft(search: Search, why: string) {
  const left = frontierOf(search.tree).filter((node) => node.id !== ROOT);
  yield* search.prune(
    left.map((node) => node.id),
    `dropped unfinished: ${why}`,
  );
}
