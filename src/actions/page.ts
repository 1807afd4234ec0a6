import { addressOf } from "../state/address/address.ts";
import { comparing } from "../state/commands/lanes.ts";
import { sweeping } from "../state/commands/sweep/own.ts";
import { exportLanes, exportLog, savedLanes } from "../state/export.ts";
import { nextChoice } from "../state/stores/theme.ts";
import type { Action } from "./action.ts";

const SAID_MS = 4000;

export const share: Action = {
  id: "share",
  group: "Page",
  label: "Copy the link",
  keys: ["c"],
  enabled: () => true,
  run: (app) => {
    const address = addressOf(app);
    const copied = () => {
      app.shell.setState({ said: "Link copied.", toCopy: null });
      setTimeout(() => app.shell.setState({ said: "" }), SAID_MS);
    };
    const refused = () => app.shell.setState({ toCopy: address });
    // A page that is not served securely has no clipboard.
    const clipboard: Clipboard | undefined = navigator.clipboard;
    if (!clipboard) refused();
    else clipboard.writeText(address).then(copied, refused);
  },
};

export const save: Action = {
  id: "save",
  group: "Page",
  label: "Save the log",
  keys: ["e"],
  enabled: (app) =>
    !sweeping(app) &&
    (comparing(app) ? savedLanes(app) !== null : app.run.getState().playback.events.length > 0),
  run: (app) => (comparing(app) ? exportLanes(app) : exportLog(app)),
};

export const openLog: Action = {
  id: "open",
  group: "Page",
  label: "Open a log",
  keys: ["o"],
  enabled: () => true,
  run: () => document.querySelector<HTMLInputElement>("#log-file")?.click(),
};

export const theme: Action = {
  id: "theme",
  group: "Page",
  label: "Light or dark",
  keys: ["t"],
  enabled: () => true,
  run: (app) => app.theme.setState({ choice: nextChoice(app.theme.getState()) }),
};

export const help: Action = {
  id: "help",
  group: "Page",
  label: "Keys",
  keys: ["?"],
  enabled: () => true,
  run: (app) => app.shell.setState(({ help }) => ({ help: !help })),
};
