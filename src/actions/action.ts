/** What a command is: one object serves its button, its key and its line in the overlay. */
import type { App } from "../state/app.ts";
import type { Figure } from "../state/figure.ts";

export const GROUPS = ["Problem", "Side by side", "Sweep", "Player", "Tree", "Page"] as const;

export interface Action {
  readonly id: string;
  readonly group: (typeof GROUPS)[number];
  /** In a button, a tooltip and the overlay. */
  readonly label: string;
  /** As `KeyboardEvent.key`, with "Ctrl+" for Control or Command. The first one is shown. */
  readonly keys: readonly string[];
  /** @param figure the one that the button stands at; a key goes to the page's own. */
  enabled(app: App, figure: Figure): boolean;
  run(app: App, figure: Figure): void;
}

/** A key's name as people know it. */
export function keyName(key: string): string {
  if (key.startsWith("Ctrl+")) return `Ctrl ${keyName(key.slice(5))}`;
  return NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

const NAMES: Readonly<Record<string, string>> = {
  " ": "Space",
  Escape: "Esc",
  "-": "−",
};
