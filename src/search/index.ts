/** The strategies, in the order in which they are taught. */
import { groups } from "./groups.ts";
import type { Strategy } from "./strategy.ts";

export const strategies: readonly Strategy[] = groups.flatMap((group) => group.strategies);

/**
 * Other names that the field has for a strategy. Look up what a person typed, in a flag or in a link,
 * with `strategyNamed`. Logs, results and the links that the program writes hold the id.
 */
export const aliases: Readonly<Record<string, string>> = {
  mcts: "mcts-puct",
  "self-consistency": "majority",
};

/** The strategy with this id; undefined when there is none. */
export const strategyOf = (id: string): Strategy | undefined =>
  strategies.find((strategy) => strategy.id === id);

/** The id that a name stands for; the name itself when it is not an alias. */
export const strategyIdOf = (name: string): string =>
  Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;

/** The strategy with this id or alias; undefined when there is none. */
export const strategyNamed = (name: string): Strategy | undefined => strategyOf(strategyIdOf(name));
