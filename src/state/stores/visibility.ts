/** How much of the page is shown: a teacher's link may hide parts of it, or all but one view. */
import { createStore } from "zustand/vanilla";

/** What `hide=` may name. */
export const PARTS = [
  "header",
  "setup",
  "problem",
  "strategy",
  "models",
  "caption",
  "tree",
  "legend",
  "player",
  "results",
  "answers",
  "card",
  "ledger",
  "strip",
  "seeds",
  "compare",
] as const;
export type Part = (typeof PARTS)[number];

export interface Visibility {
  readonly hide: readonly Part[];
  /** One view without anything around it, for a frame in another page. */
  readonly embed: boolean;
}

export const WHOLE: Visibility = { hide: [], embed: false };

/** What an embedded page leaves out. */
const CHROME: readonly Part[] = ["header", "setup", "results", "compare", "seeds"];

export const shows = ({ hide, embed }: Visibility, part: Part): boolean =>
  !hide.includes(part) && !(embed && CHROME.includes(part));

export const createVisibility = () => createStore<Visibility>()(() => WHOLE);
