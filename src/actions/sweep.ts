import { sweeping } from "../state/commands/sweep/own.ts";
import { pauseSweep, startSweep, whyNotSweep } from "../state/commands/sweep/run-sweep.ts";
import { closeSweepView, openSweepView } from "../state/commands/sweep/view.ts";
import type { Action } from "./action.ts";

export const open: Action = {
  id: "sweep",
  group: "Sweep",
  label: "Sweep over many problems",
  keys: ["x"],
  enabled: (app) => !sweeping(app) && !app.lanes.getState().running,
  run: (app) => openSweepView(app),
};

export const close: Action = {
  id: "close-sweep",
  group: "Sweep",
  label: "Back to one search",
  keys: ["x"],
  enabled: (app) => sweeping(app),
  run: (app) => void closeSweepView(app),
};

export const start: Action = {
  id: "start-sweep",
  group: "Sweep",
  label: "Run the sweep",
  keys: ["Ctrl+Enter", "r"],
  enabled: (app) => sweeping(app) && whyNotSweep(app) === null,
  run: (app) => void startSweep(app),
};

export const pause: Action = {
  id: "pause-sweep",
  group: "Sweep",
  label: "Pause the sweep",
  keys: ["Escape"],
  enabled: (app) => app.sweep.getState().work !== null && !app.shell.getState().help,
  run: (app) => void pauseSweep(app),
};

/** Whether a group of commands belongs to one search or to lanes, and not to sweeps. */
export const ofSearches = (group: Action["group"]): boolean =>
  group !== "Sweep" && group !== "Page";
