/** A search that begins by itself. */
import type { App } from "../app.ts";
import { comparing } from "./lanes.ts";
import { startLanes } from "./run-lanes.ts";
import { startRun, whyNotRun } from "./search.ts";

/** Search once the models are ready; given up when the user does anything else first. */
export function startWhenReady(app: App): void {
  const { generation } = app.run.getState();
  const { lanes } = app.lanes.getState();
  const asked = app.setup.getState();
  const begin = () => {
    const changed =
      app.run.getState().generation !== generation ||
      app.setup.getState() !== asked ||
      app.lanes.getState().lanes !== lanes;
    if (changed) stop();
    else if (app.engineState.getState().engine.status === "ready" && whyNotRun(app) === null) {
      stop();
      void (comparing(app) ? startLanes(app) : startRun(app));
    }
  };
  const stop = app.engineState.subscribe(begin);
  begin();
}
