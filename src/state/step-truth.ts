/** Whether a step was in fact right: the family's own check, along the path to the node. */

import { checkerFor, checkStep, familyOf, readProblem } from "../problems/families/index.ts";
import type { Problem } from "../problems/family.ts";
import type { NodeId } from "../search/model.ts";
import { ROOT, type Tree } from "../search/tree.ts";

export type Truth =
  | { kind: "right"; note: string }
  | { kind: "wrong"; reason: string }
  /** An earlier step was wrong, so this one has nothing right to stand on. */
  | { kind: "follows-wrong"; step: number; reason: string };

/** The tree's problem, or null when its text is none that this page can parse. */
export function problemOf(tree: Tree): Problem | null {
  if (!tree.start) return null;
  const parsed = readProblem(tree.start.problem);
  return parsed.ok ? parsed.problem : null;
}

/** Ids from the first step to `id`; the root is not among them. */
export function pathTo(tree: Tree, id: NodeId): NodeId[] {
  const path: NodeId[] = [];
  for (let node = tree.nodes[id]; node && node.id !== ROOT; ) {
    path.unshift(node.id);
    node = node.parent === null ? undefined : tree.nodes[node.parent];
  }
  return path;
}

/** null for the root, and for problems that cannot be checked. */
export function truthOf(tree: Tree, problem: Problem | null, id: NodeId): Truth | null {
  if (!problem || id === ROOT) return null;
  const before: string[] = [];
  const path = pathTo(tree, id);
  for (const [index, at] of path.entries()) {
    const text = tree.nodes[at]?.text ?? "";
    const verdict = checkStep(problem, before, text);
    if (!verdict.ok) {
      return at === id
        ? { kind: "wrong", reason: verdict.reason }
        : { kind: "follows-wrong", step: index + 1, reason: verdict.reason };
    }
    if (at === id) return { kind: "right", note: verdict.note ?? "" };
    before.push(text);
  }
  return null;
}

/** Whether an answer to the tree's own problem is right; null where nobody knows, or the problem cannot be read. */
export const isRight = (problem: Problem | null, answer: string | null): boolean | null =>
  problem === null ? null : checkerFor(problem).isRight(answer);

/** Whether a step is one of the problem's family at all, right or wrong: a blank one is none. */
export const isStep = (problem: Problem, step: string): boolean =>
  step.trim() !== "" && familyOf(problem.family).reads(step);
