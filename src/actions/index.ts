/** All commands, and the one listener that turns keys into them. */
import type { App } from "../state/app.ts";
import { sweeping } from "../state/commands/sweep/own.ts";
import type { Action } from "./action.ts";
import * as lanes from "./lanes.ts";
import * as page from "./page.ts";
import * as player from "./player.ts";
import * as problem from "./problem.ts";
import * as sweep from "./sweep.ts";
import * as tree from "./tree.ts";

/** Where two share a key, the first one that is enabled has it. */
export const actions: readonly Action[] = [
  problem.run,
  problem.edit,
  problem.roll,
  problem.nextSeed,
  problem.cancel,
  lanes.compare,
  lanes.back,
  lanes.otherSeed,
  lanes.seeds,
  lanes.add,
  sweep.open,
  sweep.close,
  sweep.start,
  sweep.pause,
  player.toggle,
  player.forward,
  player.back,
  player.first,
  player.last,
  player.faster,
  player.slower,
  tree.fit,
  tree.zoomIn,
  tree.zoomOut,
  tree.enter,
  tree.deselect,
  page.share,
  page.save,
  page.openLog,
  page.theme,
  page.help,
];

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** The enabled action of these keys, if any. @param typing the keys go into a text field. */
export function actionFor(app: App, pressed: Pressed, typing: boolean): Action | undefined {
  const ctrl = pressed.ctrlKey || pressed.metaKey;
  if (pressed.altKey) return undefined;
  const name = ctrl ? `Ctrl+${pressed.key}` : pressed.key;
  if (typing && !ctrl) return undefined;
  const away = sweeping(app);
  return actions.find(
    (action) =>
      action.keys.includes(name) &&
      !(away && sweep.ofSearches(action.group)) &&
      action.enabled(app, app),
  );
}

/** Fields that want the keys themselves. */
function takesKeys(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) {
    return target.type !== "range" || /^(Arrow|Home|End|Page)/.test(key);
  }
  // Space and Enter press the button that has the focus.
  return (
    target.closest("button, summary, a, [role=radio]") !== null && (key === " " || key === "Enter")
  );
}

/** @returns stop. */
export function attachKeys(app: App): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const action = actionFor(app, event, takesKeys(event.target, event.key));
    if (!action) return;
    event.preventDefault();
    action.run(app, app);
  };
  window.addEventListener("keydown", press);
  return () => window.removeEventListener("keydown", press);
}
