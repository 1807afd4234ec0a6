/** What a search strategy is: declared knobs, a cost rule, and an async generator of events. */

import type { SearchEvent, StopReason } from "./events.ts";
import type { Knob, KnobValues } from "./knobs.ts";
import type { Search } from "./search.ts";
import type { Shape } from "./shape.ts";
import type { VoteRule } from "./tree.ts";
import type { Work } from "./work.ts";

export interface Strategy {
  readonly id: string;
  readonly label: string;
  /** One sentence for a student. */
  readonly blurb: string;
  /** The paper, as "Authors (year), Title, arXiv id", or an address where there is no paper. */
  readonly source: string;
  readonly needsVerifier: boolean;
  /** How scored trajectories elect the answer, where no knob says so; by the best when left out. */
  readonly elects?: VoteRule;
  readonly knobs: readonly Knob[];
  /** What a run costs, in one sentence. */
  readonly costRule: string;
  /** The same as data: what is sampled, for trajectories of this length. `estimateCost` prices it. */
  estimate(knobs: KnobValues, trajectory: Pick<Shape, "steps" | "stepTokens">): Work;
  /** The knob, of whole numbers, that says how large a run is; null where none does. */
  readonly size: string | null;
  /** The search between "start" and "done"; returns why it stopped. `runSearch` runs it. */
  run(search: Search): AsyncGenerator<SearchEvent, StopReason, void>;
}
