/** The strategies in groups, in the order in which they are taught and the picker shows them. */
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

export interface StrategyGroup {
  readonly id: string;
  readonly label: string;
  readonly strategies: readonly Strategy[];
}

export const groups: readonly StrategyGroup[] = [
  { id: "one", label: "One answer", strategies: [greedy] },
  {
    id: "sampling",
    label: "Sampling and voting",
    strategies: [majority, bestOfN, weightedBestOfN],
  },
  {
    id: "steps",
    label: "Step-level search",
    strategies: [beam, dvts, lookahead, rebase, particleFiltering],
  },
  { id: "tree", label: "Tree search", strategies: [mctsPuct, mctsUct, totBfs, totDfs] },
  { id: "revising", label: "Revising", strategies: [revision, thinkLonger] },
  { id: "compute", label: "Choosing by difficulty", strategies: [computeOptimal] },
];
