/** The marks that the tree on the page has; the legend names only these. */
import { type Verdict, verdictOf } from "../../problems/answers/checker.ts";
import type { Problem } from "../../problems/family.ts";
import type { Tree, TreeNode } from "../../search/tree.ts";
import { isRight, isStep } from "../../state/step-truth.ts";
import { type Kinds, kindsOfTree } from "./measures.ts";
import { type OrderKind, turnsOf } from "./turns.ts";

export type Shape = "open" | "dropped" | Verdict;

export interface Present extends Kinds {
  readonly scored: boolean;
  readonly shapes: readonly Shape[];
  readonly chosen: boolean;
  readonly order: OrderKind | null;
  readonly cut: boolean;
  readonly back: boolean;
  readonly probe: boolean;
  /** Whether there are steps that are none of the problem's family. */
  readonly foreign: boolean;
}

/** All shapes, in the order of the legend. */
export const SHAPES: readonly Shape[] = ["open", "dropped", "right", "wrong", "unknown"];

export function presentIn(tree: Tree, problem: Problem | null): Present {
  const { kind, orders, cuts, backs, probes } = turnsOf(tree);
  const shapeOf = ({ id, parent, status, finish, children }: TreeNode): Shape | null => {
    if (parent === null || probes.has(id) || backs.has(id)) return null;
    if (finish) return verdictOf(isRight(problem, finish.answer));
    if (status === "pruned") return "dropped";
    return children.length === 0 ? "open" : null;
  };
  const shapes = new Set(tree.nodes.map(shapeOf));
  return {
    ...kindsOfTree(tree),
    scored: tree.nodes.some(({ score }) => score !== null),
    shapes: SHAPES.filter((shape) => shapes.has(shape)),
    chosen: tree.answer?.node != null,
    order: orders.size > 0 ? kind : null,
    cut: cuts.size > 0,
    back: backs.size > 0,
    probe: probes.size > 0,
    foreign:
      problem !== null &&
      tree.nodes.some(({ parent, text }) => parent !== null && !isStep(problem, text)),
  };
}
