import type { App } from "../state/app.ts";
import {
  closeLanes,
  comparing,
  duplicateLane,
  heard,
  laneOf,
  lanesOf,
  muteLane,
  openLanes,
  removeLane,
  otherSeed as takeOtherSeed,
} from "../state/commands/lanes.ts";
import { REPEATS, runSeeds } from "../state/commands/repeats.ts";
import { startLanes } from "../state/commands/run-lanes.ts";
import { whyNotRun } from "../state/commands/search.ts";
import { FEWEST_LANES, type Lane, MOST_LANES } from "../state/stores/lanes.ts";
import type { Action } from "./action.ts";

export const compare: Action = {
  id: "compare",
  group: "Side by side",
  label: "Compare with another strategy",
  keys: ["v"],
  enabled: (app) => !comparing(app),
  run: (app) => {
    const setup = app.setup.getState();
    openLanes(app, [setup, setup]);
    // The visitor will change the second lane first.
    requestAnimationFrame(() =>
      document.querySelector<HTMLSelectElement>(".lane:nth-of-type(2) .wide-select")?.focus(),
    );
  },
};

export const back: Action = {
  id: "single",
  group: "Side by side",
  label: "Back to one search",
  keys: ["v"],
  enabled: (app) => comparing(app),
  run: (app) => closeLanes(app),
};

export const otherSeed: Action = {
  id: "other-seed",
  group: "Side by side",
  label: "Same problem, other seed",
  keys: ["s"],
  enabled: (app) => comparing(app) && !app.lanes.getState().running,
  run: (app) => {
    takeOtherSeed(app);
    void startLanes(app);
  },
};

export const seeds: Action = {
  id: "seeds",
  group: "Side by side",
  label: `Run ${REPEATS} seeds`,
  keys: ["m"],
  enabled: (app) => comparing(app) && whyNotRun(app) === null,
  run: (app) => void runSeeds(app),
};

export const add: Action = {
  id: "add-lane",
  group: "Side by side",
  label: "Add a lane",
  keys: ["a"],
  enabled: (app) => comparing(app) && lanesOf(app).length < MOST_LANES,
  run: (app) => {
    const last = lanesOf(app).at(-1);
    if (last) duplicateLane(app, last.id);
  },
};

/** A command of one lane, which has a button on the lane and no key. */
const ofLane = (
  action: Pick<Action, "id" | "label">,
  enabled: (app: App, lane: Lane) => boolean,
  run: (app: App, lane: Lane) => void,
): Action => ({
  ...action,
  group: "Side by side",
  keys: [],
  enabled: (app, figure) => {
    const lane = laneOf(app, figure);
    return lane !== undefined && enabled(app, lane);
  },
  run: (app, figure) => {
    const lane = laneOf(app, figure);
    if (lane) run(app, lane);
  },
});

export const edit = ofLane(
  { id: "edit-lane", label: "All settings of this lane" },
  () => true,
  (app, { id }) => app.lanes.setState({ drawer: { kind: "lane", id } }),
);

export const duplicate = ofLane(
  { id: "duplicate-lane", label: "Duplicate this lane" },
  (app) => lanesOf(app).length < MOST_LANES,
  (app, { id }) => duplicateLane(app, id),
);

export const mute = ofLane(
  { id: "mute-lane", label: "Mute this lane" },
  (app, { id }) => heard(app).some((lane) => lane.id !== id),
  (app, { id, muted }) => muteLane(app, id, !muted),
);

export const remove = ofLane(
  { id: "remove-lane", label: "Remove this lane" },
  (app) => lanesOf(app).length > FEWEST_LANES,
  (app, { id }) => removeLane(app, id),
);
