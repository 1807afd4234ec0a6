import type { Action } from "./action.ts";

export const fit: Action = {
  id: "fit",
  group: "Tree",
  label: "Fit the tree",
  keys: ["f"],
  enabled: () => true,
  run: (app) => app.ui.getState().camera?.fit(),
};

export const zoomIn: Action = {
  id: "zoom-in",
  group: "Tree",
  label: "Closer",
  keys: ["+", "="],
  enabled: () => true,
  run: (app) => app.ui.getState().camera?.zoomBy(1.3),
};

export const zoomOut: Action = {
  id: "zoom-out",
  group: "Tree",
  label: "Further away",
  keys: ["-"],
  enabled: () => true,
  run: (app) => app.ui.getState().camera?.zoomBy(1 / 1.3),
};

export const enter: Action = {
  id: "enter",
  group: "Tree",
  label: "Walk the tree with the arrow keys",
  keys: ["w"],
  enabled: (app) => app.run.getState().playback.cursor > 0,
  run: () => document.querySelector<SVGGElement>('[role="treeitem"][tabindex="0"]')?.focus(),
};

export const deselect: Action = {
  id: "deselect",
  group: "Tree",
  label: "Close the node's card",
  keys: ["Escape"],
  enabled: (app) => app.ui.getState().selected !== null && !app.ui.getState().help,
  run: (app) => app.ui.setState({ selected: null }),
};
