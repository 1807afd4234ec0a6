/**
 * Where a search that goes step by step turned: the rounds of a revision and its cuts, the
 * attempts of budget forcing, the visits of a depth-first search and where it went back; and
 * the steps that only looked ahead. The verdicts say it (`Turn`); logs from before they did show
 * their order alone.
 */
import type { Turn } from "../../search/events.ts";
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

export function turnsOf(tree: Tree): Turns {
  const kind = ORDERS[tree.start?.strategy ?? ""] ?? null;
  const first =
    kind === "visit" ? visits(tree) : kind === null ? [] : tree.nodes.filter(beginsChain);
  const turned = (wanted: Turn["kind"]): ReadonlySet<NodeId> =>
    new Set(tree.nodes.filter((node) => cameTo(node, wanted) >= 0).map(({ id }) => id));
  return {
    kind,
    orders: new Map(first.map(({ id }, index) => [id, index + 1])),
    cuts: new Set(tree.nodes.flatMap((node) => cutsBelow(tree, node))),
    backs: turned("back"),
    probes: turned("probe"),
  };
}

/** Chains are made one step after the other: one begins where a step does not follow the last. */
const beginsChain = ({ id, parent }: TreeNode): boolean =>
  parent !== null && (id === 1 || parent !== id - 1);

/** The first event that says so of the node; -1 while none does. */
const cameTo = ({ verdicts }: TreeNode, wanted: Turn["kind"]): number =>
  verdicts.find(({ turn }) => turn?.kind === wanted)?.event ?? -1;

/** Nodes in the order in which a depth-first search came to them. */
const visits = (tree: Tree): TreeNode[] =>
  tree.nodes
    .filter((node) => cameTo(node, "visit") >= 0)
    .sort((a, b) => cameTo(a, "visit") - cameTo(b, "visit"));

/** A log may come from anywhere: a cut counts only where it stands right below its node. */
const cutsBelow = (tree: Tree, { id, verdicts }: TreeNode): NodeId[] =>
  verdicts.flatMap(({ turn }) =>
    turn?.kind === "cut" && tree.nodes[turn.before]?.parent === id ? [turn.before] : [],
  );
