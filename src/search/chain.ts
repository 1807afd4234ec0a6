/** Continues one trajectory, a step at a time. */
import type { NodeId } from "./model.ts";
import type { GrowOptions, Moves, Search } from "./search.ts";
import type { TreeNode } from "./tree.ts";

/**
 * Samples one step after another from this node, to an end or up to `steps` steps.
 * @returns the new steps; the last of them is not an end when the budget was spent on the way.
 */
export async function* sampleChain(
  search: Search,
  from: NodeId,
  { steps = Number.POSITIVE_INFINITY, ...options }: GrowOptions & { steps?: number } = {},
): Moves<TreeNode[]> {
  const chain: TreeNode[] = [];
  let tip = from;
  while (chain.length < steps) {
    const [next] = yield* search.grow([tip], options);
    if (!next) break;
    chain.push(next);
    if (search.ended(next.id)) break;
    tip = next.id;
  }
  return chain;
}
