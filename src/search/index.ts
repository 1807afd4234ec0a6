/** The strategies, in the order in which they are taught. */

import { beam } from "./strategies/beam.ts";
import { bestOfN } from "./strategies/best-of-n.ts";
import { computeOptimal } from "./strategies/compute-optimal.ts";
import { dvts } from "./strategies/dvts.ts";
import { greedy } from "./strategies/greedy.ts";
import { lookahead } from "./strategies/lookahead.ts";
import { majority } from "./strategies/majority.ts";
import { mctsPuct } from "./strategies/mcts-puct.ts";
import { mctsUct } from "./strategies/mcts-uct.ts";
import { particleFiltering } from "./strategies/particle-filtering.ts";
import { rebase } from "./strategies/rebase.ts";
import { revision } from "./strategies/revision.ts";
import { thinkLonger } from "./strategies/think-longer.ts";
import { totBfs } from "./strategies/tot-bfs.ts";
import { totDfs } from "./strategies/tot-dfs.ts";
import { weightedBestOfN } from "./strategies/weighted-best-of-n.ts";
import type { Strategy } from "./strategy.ts";

export const strategies: readonly Strategy[] = [
  greedy,
  majority,
  bestOfN,
  weightedBestOfN,
  beam,
  dvts,
  lookahead,
  rebase,
  particleFiltering,
  mctsPuct,
  mctsUct,
  totBfs,
  totDfs,
  revision,
  thinkLonger,
  computeOptimal,
];

/** The strategy of this id, or undefined. */
export const strategyOf = (id: string): Strategy | undefined =>
  strategies.find((strategy) => strategy.id === id);
