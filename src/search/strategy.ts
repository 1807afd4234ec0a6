/** A search strategy: its knobs, its cost rule, and an async generator of events. */

import type { SearchEvent, StopReason } from "./events.ts";
import type { Knob, KnobValues } from "./knobs.ts";
import type { Search } from "./search.ts";
import type { Shape } from "./shape.ts";
import type { VoteRule } from "./tree.ts";
import type { Work } from "./work.ts";

export interface Strategy {
  readonly id: string;
  readonly label: string;
  /** A sentence for students. */
  readonly blurb: string;
  /** The paper, as "Authors (year), Title, arXiv id", or an address where there is no paper. */
  readonly source: string;
  readonly needsVerifier: boolean;
  /** The rule by which scored trajectories elect the answer when no knob sets it; the best score when left out. */
  readonly elects?: VoteRule;
  readonly knobs: readonly Knob[];
  /** A sentence on what a run costs. */
  readonly costRule: string;
  /** The same as data: the steps sampled, for trajectories of this length. `estimateCost` prices them. */
  estimate(knobs: KnobValues, trajectory: Pick<Shape, "steps" | "stepTokens">): Work;
  /** The integer knob that sets the size of a run; null when there is none. */
  readonly size: string | null;
  /** The search between "start" and "done". `runSearch` runs it. @returns why it stopped. */
  run(search: Search): AsyncGenerator<SearchEvent, StopReason, void>;
}
