/** The strategies, in the order in which they are taught. */
import { groups } from "./groups.ts";
import type { Strategy } from "./strategy.ts";

export const strategies: readonly Strategy[] = groups.flatMap((group) => group.strategies);

/** Other names that the field has for one of them; a log and a link hold the id itself. */
export const aliases: Readonly<Record<string, string>> = {
  mcts: "mcts-puct",
  "self-consistency": "majority",
};

/** The strategy of this id, or undefined. */
export const strategyOf = (id: string): Strategy | undefined =>
  strategies.find((strategy) => strategy.id === id);
