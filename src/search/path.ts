/** Questions about paths and leaves of a tree. */
import type { NodeId } from "./model.ts";
import { nodeOf, ROOT, type Tree, type TreeNode } from "./tree.ts";

/** The steps from the first to this node; empty for the root. */
export function pathTo(tree: Tree, id: NodeId): TreeNode[] {
  const path: TreeNode[] = [];
  for (let node = nodeOf(tree, id); node.parent !== null; node = nodeOf(tree, node.parent))
    path.push(node);
  return path.reverse();
}

/** Display texts of the steps up to and with this node. */
export const stepsTo = (tree: Tree, id: NodeId): string[] =>
  pathTo(tree, id).map((node) => node.text);

/** Raw step scores up to and with this node, or null when one of them is missing. */
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

/** Leaves still in play: neither finished nor pruned. The root counts only with no children. */
export const frontierOf = (tree: Tree): TreeNode[] =>
  tree.nodes.filter(
    (node) => node.children.length === 0 && (node.status === "alive" || node.status === "kept"),
  );

/** Ids of the path that gave the run's answer, the root included; empty while there is none. */
export function chosenPath(tree: Tree): ReadonlySet<NodeId> {
  const leaf = tree.answer?.node;
  if (leaf === null || leaf === undefined) return new Set();
  return new Set([ROOT, ...pathTo(tree, leaf).map((node) => node.id)]);
}
