/** Whether a step was in fact right: the family's own check, along the path to the node. */

import { checkerFor, familyOf, readProblem } from "../problems/families/index.ts";
import type { Problem } from "../problems/family.ts";
import { verdictsOn } from "../problems/first-wrong.ts";
import type { NodeId } from "../search/model.ts";
import { idsTo } from "../search/path.ts";
import type { Tree } from "../search/tree.ts";

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

/** @returns null for the root, and for problems that cannot be checked. */
export function truthOf(tree: Tree, problem: Problem | null, id: NodeId): Truth | null {
  const path = idsTo(tree, id);
  if (!problem || path.length === 0) return null;
  const steps = path.map((at) => tree.nodes[at]?.text ?? "");
  const verdicts = verdictsOn(problem, steps);
  const last = verdicts.at(-1);
  if (!last) return null;
  if (last.ok) return { kind: "right", note: last.note ?? "" };
  return verdicts.length === steps.length
    ? { kind: "wrong", reason: last.reason }
    : { kind: "follows-wrong", step: verdicts.length, reason: last.reason };
}

/** Whether an answer to the tree's own problem is right; null where nobody knows, or the problem cannot be read. */
export const isRight = (problem: Problem | null, answer: string | null): boolean | null =>
  problem === null ? null : checkerFor(problem).isRight(answer);

/** Whether a step is one of the problem's family at all, right or wrong: a blank one is none. */
export const isStep = (problem: Problem, step: string): boolean =>
  step.trim() !== "" && familyOf(problem.family).reads(step);
