/**
 * Where a search that goes step by step turned: the rounds of a revision and its cuts, the
 * attempts of budget forcing, the visits of a depth-first search and where it went back; and
 * the steps that only looked ahead. The verdicts say it (`Turn`); logs from before they did show
 * their order alone.
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
  /** What the numbers are; null where steps are not made one after the other. */
  readonly kind: OrderKind | null;
  /** The number of a round at its first step, or of a visit. */
  readonly orders: ReadonlyMap<NodeId, number>;
  /** Steps before which a trajectory was cut. */
  readonly cuts: ReadonlySet<NodeId>;
  /** Steps from which the search went back. */
  readonly backs: ReadonlySet<NodeId>;
  /** Steps that only looked ahead. */
  readonly probes: ReadonlySet<NodeId>;
}

/** The figure and its legend both ask. */
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
      // A log may come from anywhere: a cut counts only where it stands right below its node.
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

/** Chains are made one step after the other: one begins where a step does not follow the last. */
const beginsChain = ({ id, parent }: TreeNode): boolean =>
  parent !== null && (id === 1 || parent !== id - 1);

/** The event at which a search first visited the node; -1 while it has not. */
const visitedAt = ({ verdicts }: TreeNode): number =>
  verdicts.find(({ turn }) => turn?.kind === "visit")?.event ?? -1;

/** Nodes in the order in which a depth-first search came to them. */
const visits = (tree: Tree): TreeNode[] =>
  tree.nodes.filter((node) => visitedAt(node) >= 0).sort((a, b) => visitedAt(a) - visitedAt(b));
