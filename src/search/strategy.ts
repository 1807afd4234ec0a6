/** What a search strategy is: declared knobs, a cost rule, and an async generator of events. */
import type { Problem } from "../problems/family.ts";
import type { Work } from "./estimate.ts";
import type { SearchEvent, StopReason } from "./events.ts";
import type { Knob, KnobValues } from "./knobs.ts";
import type { Budget } from "./ledger.ts";
import type { Policy, Verifier } from "./model.ts";
import type { Search } from "./search.ts";
import type { Shape } from "./shape.ts";
import type { VoteRule } from "./tree.ts";

export interface SearchContext {
  problem: Problem;
  /**
   * The answer of a finished trajectory, in canonical form (from the family). It reads what
   * the trajectory says, right or wrong: one that gave null for wrong steps would tell the
   * votes what only a checker may know.
   */
  extractAnswer(steps: readonly string[]): string | null;
  checkAnswer(answer: string): boolean;
  policy: Policy;
  /** null when the strategy needs none or none is loaded. */
  verifier: Verifier | null;
  knobs: KnobValues;
  seed: number;
  budget: Budget | null;
  signal?: AbortSignal;
  /** Seconds since the run began; injected so that tests are exact. */
  clock(): number;
}

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
