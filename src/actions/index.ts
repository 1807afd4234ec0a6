/** All commands, and the listener that turns key presses into them. */
import type { App } from "../state/app.ts";
import { sweeping } from "../state/commands/sweep/own.ts";
import type { Action } from "./action.ts";
import { keyOf } from "./keys.ts";
import * as lanes from "./lanes.ts";
import * as page from "./page.ts";
import * as player from "./player.ts";
import * as problem from "./problem.ts";
import * as sweep from "./sweep.ts";
import * as tree from "./tree.ts";

/** When several share a key, the first enabled one takes it. */
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

/** The enabled action of a key, if there is one. @param key as `keyOf` names it. */
export function actionFor(app: App, key: string): Action | undefined {
  const away = sweeping(app);
  return actions.find(
    (action) =>
      action.keys.includes(key) &&
      !(away && sweep.ofSearches(action.group)) &&
      action.enabled(app, app),
  );
}

const ARROWS = /^(Arrow|Home|End|Page)/;

/** Whether the focused element uses this key itself: text goes into a field, Space presses a button. */
export function takesKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement) || key.startsWith("Ctrl+")) return false;
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  if (target instanceof HTMLInputElement) {
    if (target.type === "range") return ARROWS.test(key);
    if (target.type === "radio" || target.type === "checkbox")
      return ARROWS.test(key) || key === " ";
    return true;
  }
  return target.closest("button, summary, a") !== null && (key === " " || key === "Enter");
}

/** Behind an open dialog only its own key and the run's act. */
const behindDialog = (action: Action, key: string): boolean =>
  document.querySelector("dialog[open]") !== null &&
  action !== page.help &&
  !key.startsWith("Ctrl+");

/** @returns stop. */
export function attachKeys(app: App): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
    const altGraph = event.getModifierState("AltGraph");
    const name = keyOf({ key, code, ctrlKey, metaKey, altKey, shiftKey, altGraph });
    if (name === null || takesKey(event.target, name)) return;
    const action = actionFor(app, name);
    if (!action || behindDialog(action, name)) return;
    event.preventDefault();
    action.run(app, app);
  };
  window.addEventListener("keydown", press);
  return () => window.removeEventListener("keydown", press);
}
