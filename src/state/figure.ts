/** One figure on the page: what its next run will be, the run that it shows, and what is looked at of it. */
import { createRun, type RunStore } from "./stores/run.ts";
import { createOpinions, type OpinionsStore } from "./stores/second-opinions.ts";
import { createSetup, type Setup, type SetupStore } from "./stores/setup.ts";
import { createSnapshots, type Snapshots } from "./stores/snapshots.ts";
import { createUi, type UiStore } from "./stores/ui.ts";

/** The stores that belong to one figure. Models, engine and theme are the page's, and not here. */
export interface Figure {
  readonly setup: SetupStore;
  readonly run: RunStore;
  readonly ui: UiStore;
  readonly opinions: OpinionsStore;
  readonly snapshots: Snapshots;
}

/** A figure without a run, for this setup. */
export const createFigure = (setup: Setup): Figure => ({
  setup: createSetup(setup),
  run: createRun(),
  ui: createUi(),
  opinions: createOpinions(),
  snapshots: createSnapshots(),
});
