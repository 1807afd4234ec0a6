/**
 * Where a search that goes step by step turned: the rounds of a revision and its cuts, the
 * attempts of budget forcing, the visits of a depth-first search and where it went back; and
 * the steps that only looked ahead. What no event says in figures is read from the reasons
 * that the strategies give; their golden logs are in this file's test.
 */
import type { NodeId } from "../../search/model.ts";
import { ROOT, type Tree, type TreeNode } from "../../search/tree.ts";

export type OrderKind = "round" | "attempt" | "visit";

const ORDERS: Readonly<Record<string, OrderKind>> = {
  revision: "round",
  "think-longer": "attempt",
  "tot-dfs": "visit",
};

const LOOKED_AHEAD = /only looked ahead/;
const WENT_BACK = /nothing below it was accepted/;
const VISITED = / passes /;
const CUT_AT = /round \d+ goes on from here.*?\bnode (\d+)/;

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
  return {
    kind,
    orders: new Map(first.map(({ id }, index) => [id, index + 1])),
    cuts: new Set(kind === "round" ? tree.nodes.flatMap((node) => cutsBelow(tree, node)) : []),
    backs: dropped(tree, WENT_BACK),
    probes: dropped(tree, LOOKED_AHEAD),
  };
}

/** Chains are made one step after the other: one begins where a step does not follow the last. */
const beginsChain = ({ id, parent }: TreeNode): boolean =>
  parent !== null && (id === 1 || parent !== id - 1);

/** Nodes in the order in which a depth-first search came to them. */
function visits(tree: Tree): TreeNode[] {
  const came = (node: TreeNode): number =>
    node.verdicts.find(({ kept, reason }) => kept && VISITED.test(reason))?.event ?? -1;
  return tree.nodes.filter((node) => came(node) >= 0).sort((a, b) => came(a) - came(b));
}

function cutsBelow(tree: Tree, { id, verdicts }: TreeNode): NodeId[] {
  return verdicts.flatMap(({ reason }) => {
    const suspect = Number(CUT_AT.exec(reason)?.[1] ?? ROOT);
    return suspect !== ROOT && tree.nodes[suspect]?.parent === id ? [suspect] : [];
  });
}

const dropped = (tree: Tree, why: RegExp): ReadonlySet<NodeId> =>
  new Set(
    tree.nodes
      .filter(({ verdicts }) => verdicts.some(({ kept, reason }) => !kept && why.test(reason)))
      .map(({ id }) => id),
  );
