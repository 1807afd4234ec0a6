/** What the page shows around its figures; nothing of it belongs in a link. */
import { createStore } from "zustand/vanilla";

export interface Shell {
  /** The overlay of keys. */
  help: boolean;
  /** A sentence that the page says once, such as "Link copied."; for screen readers too. */
  said: string;
}

export const createShell = () => createStore<Shell>()(() => ({ help: false, said: "" }));
export type ShellStore = ReturnType<typeof createShell>;
