/** The strategies, in the order in which they are taught. */
import { groups } from "./groups.ts";
import type { Strategy } from "./strategy.ts";

export const strategies: readonly Strategy[] = groups.flatMap((group) => group.strategies);

/**
 * Other names that the field has for a strategy. This is the one table of them: a name that somebody
 * typed, in a flag or in a link, is looked up with `strategyNamed`. Logs, results and the links that
 * the program writes hold the id.
 */
export const aliases: Readonly<Record<string, string>> = {
  mcts: "mcts-puct",
  "self-consistency": "majority",
};

/** The strategy of this id, or undefined. */
export const strategyOf = (id: string): Strategy | undefined =>
  strategies.find((strategy) => strategy.id === id);

/** The id that a name stands for: the name itself where it is no alias. */
export const strategyIdOf = (name: string): string =>
  Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;

/** The strategy of this id or alias, or undefined. */
export const strategyNamed = (name: string): Strategy | undefined => strategyOf(strategyIdOf(name));
