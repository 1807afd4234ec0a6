/** Whether a step was in fact right: the family's own check, along the path to the node. */

import { familyOf } from "../problems/families/index.ts";
import type { Problem } from "../problems/family.ts";
import { readProblem } from "../problems/problem.ts";
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
  const family = familyOf(problem.family);
  const before: string[] = [];
  const path = pathTo(tree, id);
  for (const [index, at] of path.entries()) {
    const text = tree.nodes[at]?.text ?? "";
    const verdict = family.checkStep(problem, before, text);
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

/** Answers that were checked; a large tree asks for the same ones at each event. */
const checked = new WeakMap<Problem, Map<string, boolean>>();

/** Whether an answer is right, for the tree's own problem. */
export function isRight(problem: Problem | null, answer: string | null): boolean {
  if (problem === null || answer === null) return false;
  const known = checked.get(problem) ?? new Map<string, boolean>();
  checked.set(problem, known);
  const right = known.get(answer) ?? familyOf(problem.family).checkAnswer(problem, answer);
  known.set(answer, right);
  return right;
}
