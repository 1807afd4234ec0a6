/**
 * The turns of a search: the rounds and cuts of a revision, the attempts of budget forcing, the
 * visits of a depth-first search and where it went back, and the steps that only looked ahead. They
 * are read from the verdicts (`Turn`); older logs have none and show the order of steps only.
 */
import type { NodeId } from "../../search/model.ts";
import type { Tree, TreeNode } from "../../search/tree.ts";

export type OrderKind = "round" | "attempt" | "visit";

const ORDERS: Readonly<Record<string, OrderKind>> = {
  revision: "round",
  "think-longer": "attempt",
  "tot-dfs": "visit",
};

export interface Turns {
  /** What is numbered; null for a strategy without such an order. */
  readonly kind: OrderKind | null;
  /** The number of a round or attempt at its first step, or of a visit. */
  readonly orders: ReadonlyMap<NodeId, number>;
  /** Steps that a trajectory was cut before. */
  readonly cuts: ReadonlySet<NodeId>;
  /** Steps from which the search went back. */
  readonly backs: ReadonlySet<NodeId>;
  /** Steps that only looked ahead (of a lookahead or a rollout), which the search does not keep. */
  readonly probes: ReadonlySet<NodeId>;
}

/** The figure and its legend both ask for the turns of a tree. */
const known = new WeakMap<Tree, Turns>();

export function turnsOf(tree: Tree): Turns {
  const turns = known.get(tree) ?? findTurns(tree);
  known.set(tree, turns);
  return turns;
}

function findTurns(tree: Tree): Turns {
  const kind = ORDERS[tree.start?.strategy ?? ""] ?? null;
  const first =
    kind === "visit" ? visits(tree) : kind === null ? [] : tree.nodes.filter(beginsChain);
  const [cuts, backs, probes] = [new Set<NodeId>(), new Set<NodeId>(), new Set<NodeId>()];
  for (const { id, verdicts } of tree.nodes) {
    for (const { turn } of verdicts) {
      // A log may come from anywhere: a cut counts only at a child of its node.
      if (turn?.kind === "cut" && tree.nodes[turn.before]?.parent === id) cuts.add(turn.before);
      if (turn?.kind === "back") backs.add(id);
      if (turn?.kind === "probe") probes.add(id);
    }
  }
  return {
    kind,
    orders: new Map(first.map(({ id }, index) => [id, index + 1])),
    cuts,
    backs,
    probes,
  };
}

/** Whether a chain of steps begins here: its parent is not the step made just before. */
const beginsChain = ({ id, parent }: TreeNode): boolean =>
  parent !== null && (id === 1 || parent !== id - 1);

/** The event of the first visit to the node; -1 before it. */
const visitedAt = ({ verdicts }: TreeNode): number =>
  verdicts.find(({ turn }) => turn?.kind === "visit")?.event ?? -1;

/** The visited nodes of a depth-first search, in the order of their first visits. */
const visits = (tree: Tree): TreeNode[] =>
  tree.nodes.filter((node) => visitedAt(node) >= 0).sort((a, b) => visitedAt(a) - visitedAt(b));
