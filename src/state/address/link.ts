/** What a link holds. */
import type { Lockstep } from "../stores/lanes.ts";
import type { Setup } from "../stores/setup.ts";
import { type Visibility, WHOLE } from "../stores/visibility.ts";
import type { Draft } from "../sweep/draft.ts";

export interface Link {
  /** Of the one search, or of the first lane. */
  setup: Setup;
  /** The recorded run that is open, if any. */
  run: string | null;
  /** The setups of the lanes beside the first: none in the view of one search, else one to three. */
  beside: readonly Setup[];
  /** The currency that lanes go in step of. */
  lockstep: Lockstep;
  visibility: Visibility;
  /** A sweep as it is set up; null outside of its view. */
  sweep: Draft | null;
}

/** A page as it is first visited, but for this setup. */
export const plainLink = (setup: Setup): Link => ({
  setup,
  run: null,
  beside: [],
  lockstep: "policyTokens",
  visibility: WHOLE,
  sweep: null,
});
