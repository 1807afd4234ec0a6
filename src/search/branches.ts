/** The expansion that tree searches share: several steps are sampled from each state. */
import type { NodeId } from "./model.ts";
import { stepsTo } from "./path.ts";
import type { Moves, Search } from "./search.ts";
import { dropDuplicates } from "./select.ts";
import { ROOT, type TreeNode } from "./tree.ts";

/** A state, and how many of the samples have its text. */
export interface Sample {
  readonly node: TreeNode;
  readonly copies: number;
}

/**
 * Samples `count` steps from each of these states, which will not be expanded again. Samples with
 * the same text are one state, the oldest of them. The other samples are pruned, except those that
 * have ended: they are completions and may still vote.
 * @returns the new states, oldest first.
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

/** Whether a cap cut the trajectory off: it can give no answer, so its value is 0. */
export const isCutOff = (search: Search, id: NodeId): boolean =>
  search.ended(id) && search.node(id).end !== "eos";

/** The verifier's score of the path; 0 when a cap cut it off. */
export const pathValue = (search: Search, id: NodeId): number =>
  isCutOff(search, id) ? 0 : search.value(id);
