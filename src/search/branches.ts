/** Several steps sampled from one state each: the expansion that tree searches share. */
import type { NodeId } from "./model.ts";
import { stepsTo } from "./path.ts";
import type { Moves, Search } from "./search.ts";
import { dropDuplicates } from "./select.ts";
import { ROOT, type TreeNode } from "./tree.ts";

/** A state, and how many of the samples read as it does. */
export interface Sample {
  readonly node: TreeNode;
  readonly copies: number;
}

/**
 * Sample `count` steps from each of these states, which will not be expanded again. Samples
 * that read the same are one state, the oldest of them; those of them that go on are pruned,
 * those that ended are completions and may still vote.
 * @returns the states made, from the oldest on.
 */
export async function* branchOut(
  search: Search,
  states: readonly NodeId[],
  count: number,
): Moves<Sample[]> {
  const parents = states.flatMap((id) => new Array<NodeId>(count).fill(id));
  const made = yield* search.grow(parents);
  search.release(states.filter((id) => id !== ROOT));
  const groups = new Map<string, TreeNode[]>();
  for (const node of made) {
    const text = JSON.stringify([node.finish === null, ...stepsTo(search.tree, node.id)]);
    groups.set(text, [...(groups.get(text) ?? []), node]);
  }
  const open = made.filter((node) => node.finish === null).map((node) => node.id);
  yield* dropDuplicates(search, open);
  return [...groups.values()].flatMap(([node, ...twins]) =>
    node ? [{ node, copies: 1 + twins.length }] : [],
  );
}

/** A trajectory that a cap cut off can give no answer: it is worth nothing. */
export const isCutOff = (search: Search, id: NodeId): boolean =>
  search.ended(id) && search.node(id).end !== "eos";

/** The verifier's score of the path, and 0 where it was cut off. */
export const worth = (search: Search, id: NodeId): number =>
  isCutOff(search, id) ? 0 : search.value(id);
