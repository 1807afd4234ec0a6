import { familyOf } from "../problems/index.ts";
import { cancelRun, startRun, whyNotRun } from "../state/live.ts";
import type { Action } from "./action.ts";

export const run: Action = {
  id: "run",
  group: "Problem",
  label: "Run the search",
  keys: ["Ctrl+Enter", "r"],
  enabled: (app) => whyNotRun(app) === null,
  run: (app) => void startRun(app),
};

export const cancel: Action = {
  id: "cancel",
  group: "Problem",
  label: "Cancel the search",
  keys: ["Escape"],
  enabled: (app) => app.abort !== null && !app.ui.getState().help,
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
    const draw = Math.floor(Math.random() * 2 ** 31);
    app.setup.setState({ text: familyOf(family).generate(draw, difficulty, "test").text });
  },
};

export const edit: Action = {
  id: "edit",
  group: "Problem",
  label: "Type a problem",
  keys: ["/"],
  enabled: () => true,
  run: () => document.querySelector<HTMLTextAreaElement>("#problem-text")?.focus(),
};

export const nextSeed: Action = {
  id: "next-seed",
  group: "Problem",
  label: "Take the next seed",
  keys: ["s"],
  enabled: () => true,
  run: (app) => app.setup.setState(({ seed }) => ({ seed: seed + 1 })),
};
