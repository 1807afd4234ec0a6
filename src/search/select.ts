/** Moves that choose which nodes of a round stay, shared by the strategies that prune. */
import type { SearchEvent } from "./events.ts";
import type { NodeId } from "./model.ts";
import { stepsTo } from "./path.ts";
import { droppedReason, keptReason } from "./reasons.ts";
import type { Search } from "./search.ts";

/** What nodes are ranked by, and the noun for it in the reasons that students read. */
export interface Ranking {
  readonly noun: string;
  of(id: NodeId): number;
}

/** Ranks nodes by the aggregated scores of their paths. */
export const byScore = (search: Search): Ranking => ({
  noun: "score",
  of: (id) => search.value(id),
});

/**
 * Keeps the `count` nodes that rank highest (ties: the older node) and prunes the rest.
 * @returns the kept nodes, in the order given.
 */
export function* keepBest(
  search: Search,
  nodes: readonly NodeId[],
  count: number,
  ranking: Ranking = byScore(search),
): Generator<SearchEvent, NodeId[], void> {
  if (nodes.length === 0) return [];
  const value = new Map(nodes.map((id) => [id, ranking.of(id)]));
  const rankOf = (id: NodeId): number => value.get(id) ?? 0;
  const ranked = [...nodes].sort((a, b) => rankOf(b) - rankOf(a) || a - b);
  const chosen = new Set(ranked.slice(0, count));
  const dropped = ranked.slice(count);
  const keptValues = [...chosen].map(rankOf);
  yield* search.keep([...chosen], keptReason(keptValues, nodes.length, ranking.noun));
  if (dropped.length > 0)
    yield* search.prune(dropped, droppedReason(dropped.map(rankOf), keptValues, ranking.noun));
  return nodes.filter((id) => chosen.has(id));
}

/**
 * Keeps the nodes that got a share of what was shared out and prunes those that got none. Nodes with the
 * same count have one event; the highest count comes first.
 * @param reason the reason for nodes that each got `count`.
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

/** Prunes nodes whose whole path has the same text as an older node's. @returns the others. */
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
