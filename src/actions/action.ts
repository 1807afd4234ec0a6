/** A command of the page: one object serves its button, its key and its line in the list of keys. */
import type { App } from "../state/app.ts";
import type { Figure } from "../state/figure.ts";

export const GROUPS = ["Problem", "Side by side", "Sweep", "Player", "Tree", "Page"] as const;

export interface Action {
  readonly id: string;
  readonly group: (typeof GROUPS)[number];
  /** Shown on the button, in its tooltip and in the list of keys. */
  readonly label: string;
  /** As `keyOf` names them: "Ctrl+" stands for Control or Command. The tooltip shows the first. */
  readonly keys: readonly string[];
  /** @param figure the figure that the button belongs to; for a key, the page's own. */
  enabled(app: App, figure: Figure): boolean;
  run(app: App, figure: Figure): void;
}
