import { familyOf } from "../problems/families/index.ts";
import { LARGEST_SEED, seedAfter } from "../search/seed.ts";
import { setProblem } from "../state/commands/budget-fit.ts";
import { comparing, laneOf } from "../state/commands/lanes.ts";
import { startLanes } from "../state/commands/run-lanes.ts";
import { cancelRun, startRun, whyNotRun } from "../state/commands/search.ts";
import type { Action } from "./action.ts";

export const run: Action = {
  id: "run",
  group: "Problem",
  label: "Run the search",
  keys: ["Ctrl+Enter", "r"],
  enabled: (app) => whyNotRun(app) === null,
  run: (app) => void (comparing(app) ? startLanes(app) : startRun(app)),
};

export const cancel: Action = {
  id: "cancel",
  group: "Problem",
  label: "Cancel the search",
  keys: ["Escape"],
  enabled: (app) =>
    app.abort !== null && !app.shell.getState().help && !app.lanes.getState().drawer,
  run: cancelRun,
};

export const roll: Action = {
  id: "roll",
  group: "Problem",
  label: "Roll a new problem",
  keys: ["d"],
  enabled: () => true,
  run: (app) => {
    const { family, difficulty } = app.setup.getState();
    const draw = Math.floor(Math.random() * (LARGEST_SEED + 1));
    setProblem(app, app, { text: familyOf(family).generate(draw, difficulty, "test").text });
  },
};

export const edit: Action = {
  id: "edit",
  group: "Problem",
  label: "Type a problem",
  keys: ["/"],
  enabled: () => true,
  run: (app) => {
    if (comparing(app)) app.lanes.setState({ drawer: { kind: "problem" } });
    // The drawer may have just brought the field.
    requestAnimationFrame(() =>
      document.querySelector<HTMLTextAreaElement>("#problem-text")?.focus(),
    );
  },
};

export const nextSeed: Action = {
  id: "next-seed",
  group: "Problem",
  label: "Take the next seed",
  keys: ["s"],
  // Beside other lanes, the button changes its own lane; the key changes the seeds of all lanes.
  enabled: (app, figure) => !comparing(app) || laneOf(app, figure) !== undefined,
  run: (_, figure) => figure.setup.setState(({ seed }) => ({ seed: seedAfter(seed) })),
};
