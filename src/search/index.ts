/** The strategies, in the order in which they are taught. */
import { groups } from "./groups.ts";
import type { Strategy } from "./strategy.ts";

export const strategies: readonly Strategy[] = groups.flatMap((group) => group.strategies);

/** The strategy of this id, or undefined. */
export const strategyOf = (id: string): Strategy | undefined =>
  strategies.find((strategy) => strategy.id === id);
