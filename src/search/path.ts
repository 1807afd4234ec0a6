/** Functions on the paths and leaves of a tree. */
import type { NodeId } from "./model.ts";
import { nodeOf, ROOT, type Tree, type TreeNode } from "./tree.ts";

/** The nodes from the first step to this one; empty for the root. */
export function pathTo(tree: Tree, id: NodeId): TreeNode[] {
  const path: TreeNode[] = [];
  for (let node = nodeOf(tree, id); node.parent !== null; node = nodeOf(tree, node.parent))
    path.push(node);
  return path.reverse();
}

/** The ids from the first step to this node; empty for the root, and for a node that is not in the tree. */
export const idsTo = (tree: Tree, id: NodeId): NodeId[] =>
  tree.nodes[id] ? pathTo(tree, id).map((node) => node.id) : [];

/** The display texts of the steps up to this node, its own included. */
export const stepsTo = (tree: Tree, id: NodeId): string[] =>
  pathTo(tree, id).map((node) => node.text);

/** The raw scores of the steps up to this node, its own included; null when one is missing. */
export function scoresTo(tree: Tree, id: NodeId): number[] | null {
  const scores: number[] = [];
  for (const node of pathTo(tree, id)) {
    if (node.score === null) return null;
    scores.push(node.score);
  }
  return scores;
}

/** Finished leaves in the order in which they finished. */
export const finishedOf = (tree: Tree): TreeNode[] =>
  tree.nodes
    .filter((node) => node.finish !== null)
    .sort((a, b) => (a.finish?.event ?? 0) - (b.finish?.event ?? 0));

/** The leaves still in play, neither finished nor pruned; the root only when it has no children. */
export const frontierOf = (tree: Tree): TreeNode[] =>
  tree.nodes.filter(
    (node) => node.children.length === 0 && (node.status === "alive" || node.status === "kept"),
  );

/** The ids on the path that gave the run's answer, the root included; empty while there is no answer. */
export function chosenPath(tree: Tree): ReadonlySet<NodeId> {
  const leaf = tree.answer?.node;
  if (leaf === null || leaf === undefined) return new Set();
  return new Set([ROOT, ...idsTo(tree, leaf)]);
}
