/** The work of a strategy as data, before it runs: rounds of steps. */

/** A batch of steps from states of one depth. Its numbers are averages, and may be fractions. */
export interface Round {
  rows: number;
  depth: number;
  /** How often the batch is repeated; once when left out. */
  times?: number;
}

export interface Work {
  rounds: readonly Round[];
  completions: number;
}

/** The depths of the steps of a trajectory, each with its share: of 3.25 steps, a quarter of trajectories have the last. */
export const depthsOf = (steps: number): { depth: number; share: number }[] =>
  Array.from({ length: Math.ceil(steps) }, (_, depth) => ({
    depth,
    share: Math.min(1, steps - depth),
  }));

/** The rounds of this many trajectories that are sampled side by side. */
export const sideBySide = (trajectories: number, steps: number): Round[] =>
  depthsOf(steps).map(({ depth, share }) => ({ rows: trajectories * share, depth }));
