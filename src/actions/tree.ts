import type { App } from "../state/app.ts";
import { figuresOf, laneOf } from "../state/commands/lanes.ts";
import type { Figure } from "../state/figure.ts";
import type { Camera } from "../state/stores/ui.ts";
import type { Action } from "./action.ts";

/** The figures that a command moves: all on the page, or the lane's own. */
const mine = (app: App, figure: Figure): readonly Figure[] =>
  laneOf(app, figure) ? [figure] : figuresOf(app);

const look = (app: App, figure: Figure, move: (camera: Camera) => void): void => {
  for (const { ui } of mine(app, figure)) {
    const { camera } = ui.getState();
    if (camera) move(camera);
  }
};

export const fit: Action = {
  id: "fit",
  group: "Tree",
  label: "Fit the tree",
  keys: ["f"],
  enabled: () => true,
  run: (app, figure) => look(app, figure, (camera) => camera.fit()),
};

export const zoomIn: Action = {
  id: "zoom-in",
  group: "Tree",
  label: "Closer",
  keys: ["+", "="],
  enabled: () => true,
  run: (app, figure) => look(app, figure, (camera) => camera.zoomBy(1.3)),
};

export const zoomOut: Action = {
  id: "zoom-out",
  group: "Tree",
  label: "Further away",
  keys: ["-"],
  enabled: () => true,
  run: (app, figure) => look(app, figure, (camera) => camera.zoomBy(1 / 1.3)),
};

export const enter: Action = {
  id: "enter",
  group: "Tree",
  label: "Walk the tree with the arrow keys",
  keys: ["w"],
  enabled: (app, figure) => mine(app, figure).some(({ run }) => run.getState().playback.cursor > 0),
  run: () => document.querySelector<SVGGElement>('[role="treeitem"][tabindex="0"]')?.focus(),
};

export const deselect: Action = {
  id: "deselect",
  group: "Tree",
  label: "Close the node's card",
  keys: ["Escape"],
  enabled: (app, figure) =>
    mine(app, figure).some(({ ui }) => ui.getState().selected !== null) &&
    !app.shell.getState().help,
  run: (app, figure) => {
    for (const { ui } of mine(app, figure)) ui.setState({ selected: null });
  },
};
