/** One trajectory carried on, a step at a time. */
import type { NodeId } from "./model.ts";
import type { Manner, Moves, Search } from "./search.ts";
import type { TreeNode } from "./tree.ts";

/**
 * Sample one step after another from this node, to an end or for so many steps.
 * @returns the steps made; the last of them is no end when the budget was spent on the way.
 */
export async function* sampleChain(
  search: Search,
  from: NodeId,
  { steps = Number.POSITIVE_INFINITY, ...manner }: Manner & { steps?: number } = {},
): Moves<TreeNode[]> {
  const chain: TreeNode[] = [];
  let tip = from;
  while (chain.length < steps) {
    const [next] = yield* search.grow([tip], manner);
    if (!next) break;
    chain.push(next);
    if (search.ended(next.id)) break;
    tip = next.id;
  }
  return chain;
}
