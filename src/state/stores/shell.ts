/** What the page shows around its figures; nothing of it belongs in a link. */
import { createStore } from "zustand/vanilla";

/** Something that a link asks for and does not get. */
export interface Unmet {
  /** As "strategy “magic”". */
  readonly asked: string;
  /** As "it must be a whole number from 1 to 256". */
  readonly why: string;
  /** What is shown instead; null where nothing stands for it. */
  readonly shown: string | null;
}

export interface Shell {
  /** The overlay of keys. */
  help: boolean;
  /** A sentence that the page says once, such as "Link copied."; for screen readers too. */
  said: string;
  /** Of the link that was opened last; none once the visitor has dismissed them. */
  unmet: readonly Unmet[];
  /** A link that could not be put on the clipboard, for the visitor to copy; null when there is none. */
  toCopy: string | null;
}

export const createShell = () =>
  createStore<Shell>()(() => ({ help: false, said: "", unmet: [], toCopy: null }));
export type ShellStore = ReturnType<typeof createShell>;
