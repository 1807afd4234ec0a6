/** Which nodes of a round stay: moves shared by the strategies that prune. */
import type { SearchEvent } from "./events.ts";
import type { NodeId } from "./model.ts";
import { stepsTo } from "./path.ts";
import { droppedReason, keptReason } from "./reasons.ts";
import type { Search } from "./search.ts";

/** What nodes are ranked by, and what a student is told that it is. */
export interface Worth {
  readonly noun: string;
  of(id: NodeId): number;
}

/** The aggregated score of the path. */
export const byScore = (search: Search): Worth => ({
  noun: "score",
  of: (id) => search.value(id),
});

/**
 * Keep the `count` nodes of the highest worth (ties: the older node), prune the rest.
 * @returns the kept ones, in the order given.
 */
export function* keepBest(
  search: Search,
  nodes: readonly NodeId[],
  count: number,
  worth: Worth = byScore(search),
): Generator<SearchEvent, NodeId[], void> {
  if (nodes.length === 0) return [];
  const value = new Map(nodes.map((id) => [id, worth.of(id)]));
  const worthOf = (id: NodeId): number => value.get(id) ?? 0;
  const ranked = [...nodes].sort((a, b) => worthOf(b) - worthOf(a) || a - b);
  const chosen = new Set(ranked.slice(0, count));
  const dropped = ranked.slice(count);
  const keptValues = [...chosen].map(worthOf);
  yield* search.keep([...chosen], keptReason(keptValues, nodes.length, worth.noun));
  if (dropped.length > 0)
    yield* search.prune(dropped, droppedReason(dropped.map(worthOf), keptValues, worth.noun));
  return nodes.filter((id) => chosen.has(id));
}

/**
 * Keep the nodes that got some of what was shared out and prune those that got none; nodes
 * that got as many are told of together, the most first.
 * @param reason what to say of nodes that each got `count`.
 */
export function* keepByCount(
  search: Search,
  counts: ReadonlyMap<NodeId, number>,
  reason: (count: number, nodes: readonly NodeId[]) => string,
): Generator<SearchEvent, void, void> {
  const distinct = [...new Set(counts.values())].sort((a, b) => b - a);
  for (const count of distinct) {
    const nodes = [...counts.keys()].filter((id) => counts.get(id) === count);
    if (count > 0) yield* search.keep(nodes, reason(count, nodes));
    else yield* search.prune(nodes, reason(count, nodes));
  }
}

/** Prune nodes whose whole path reads as an older node's does. @returns the others. */
export function* dropDuplicates(
  search: Search,
  nodes: readonly NodeId[],
): Generator<SearchEvent, NodeId[], void> {
  const firsts = new Map<string, NodeId>();
  const copies = new Map<NodeId, NodeId[]>();
  for (const id of nodes) {
    const text = stepsTo(search.tree, id).join("\n");
    const first = firsts.get(text);
    if (first === undefined) firsts.set(text, id);
    else copies.set(first, [...(copies.get(first) ?? []), id]);
  }
  for (const [first, twins] of copies)
    yield* search.prune(twins, `dropped: its path reads the same as that of node ${first}`);
  return [...firsts.values()];
}
