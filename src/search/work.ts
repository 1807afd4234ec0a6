/** What a strategy samples, as data: rounds of steps, before anything is run. */

/** A batch of steps from states of one depth. Averages may be fractions. */
export interface Round {
  rows: number;
  depth: number;
  /** How many such batches there are, one after the other; 1 when left out. */
  times?: number;
}

export interface Work {
  rounds: readonly Round[];
  completions: number;
}

/** The depths of a trajectory's steps. The last of 3.25 steps is one that a quarter of them have. */
export const depthsOf = (steps: number): { depth: number; share: number }[] =>
  Array.from({ length: Math.ceil(steps) }, (_, depth) => ({
    depth,
    share: Math.min(1, steps - depth),
  }));

/** So many trajectories sampled side by side. */
export const sideBySide = (trajectories: number, steps: number): Round[] =>
  depthsOf(steps).map(({ depth, share }) => ({ rows: trajectories * share, depth }));
