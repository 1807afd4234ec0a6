/** Which nodes of a round stay: moves shared by the strategies that prune. */
import type { SearchEvent } from "./events.ts";
import type { NodeId } from "./model.ts";
import { stepsTo } from "./path.ts";
import { droppedReason, keptReason } from "./reasons.ts";
import type { Search } from "./search.ts";

/**
 * Keep the `count` nodes of the highest aggregated path score (ties: the older node), prune
 * the rest. @returns the kept ones, in the order given.
 */
export function* keepBest(
  search: Search,
  nodes: readonly NodeId[],
  count: number,
): Generator<SearchEvent, NodeId[], void> {
  if (nodes.length === 0) return [];
  const value = new Map(nodes.map((id) => [id, search.value(id)]));
  const scoreOf = (id: NodeId): number => value.get(id) ?? 0;
  const ranked = [...nodes].sort((a, b) => scoreOf(b) - scoreOf(a) || a - b);
  const chosen = new Set(ranked.slice(0, count));
  const dropped = ranked.slice(count);
  const keptScores = [...chosen].map(scoreOf);
  yield* search.keep([...chosen], keptReason(keptScores, nodes.length));
  if (dropped.length > 0)
    yield* search.prune(dropped, droppedReason(dropped.map(scoreOf), keptScores));
  return nodes.filter((id) => chosen.has(id));
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
