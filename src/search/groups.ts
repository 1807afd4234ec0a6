/** The strategies in groups, as they are taught: what a picker shows. */
export interface StrategyGroup {
  readonly id: string;
  readonly label: string;
  /** Ids, in the order in which they are taught. */
  readonly strategies: readonly string[];
}

export const groups: readonly StrategyGroup[] = [
  { id: "one", label: "One answer", strategies: ["greedy"] },
  {
    id: "sampling",
    label: "Sampling and voting",
    strategies: ["majority", "best-of-n", "weighted-best-of-n"],
  },
  {
    id: "steps",
    label: "Step-level search",
    strategies: ["beam", "dvts", "lookahead", "rebase", "particle-filtering"],
  },
  {
    id: "tree",
    label: "Tree search",
    strategies: ["mcts-puct", "mcts-uct", "tot-bfs", "tot-dfs"],
  },
  { id: "revising", label: "Revising", strategies: ["revision", "think-longer"] },
  { id: "compute", label: "Choosing by difficulty", strategies: ["compute-optimal"] },
];
