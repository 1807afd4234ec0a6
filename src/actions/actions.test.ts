import { expect, it } from "vitest";
import type { SearchEvent } from "../search/events.ts";
import { strategies } from "../search/index.ts";
import { RESERVED } from "../state/address/fields.ts";
import { createApp } from "../state/app.ts";
import { DEFAULT_SETUP } from "../state/defaults.ts";
import { open, seek } from "../state/stores/playback.ts";
import { transit } from "../state/stores/run.ts";
import { idleEngine } from "../state/test-engine.ts";
import { actionFor, actions } from "./index.ts";

const freshApp = () => createApp(idleEngine(), strategies, DEFAULT_SETUP);

it("names each action once", () => {
  expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
});

it("gives no two actions the same key unless only one can be enabled", () => {
  const app = freshApp();
  // In the midst of a log, where most of them can be taken.
  const event: SearchEvent = { type: "keep", nodes: [], reason: "" };
  transit(app.run, (playback) => seek(open(playback, [event, event], "start"), 1));
  const keys = actions
    .filter((action) => action.enabled(app, app))
    .flatMap((action) => action.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

it("plays and pauses by the space bar once there is a log", () => {
  const app = freshApp();
  expect(actionFor(app, " ")).toBeUndefined();
  transit(app.run, (playback) =>
    open(playback, [{ type: "keep", nodes: [], reason: "" }], "start"),
  );
  actionFor(app, " ")?.run(app, app);
  expect(app.run.getState().playback.playing).toBe(false);
});

it("does not run a search before the models are ready", () => {
  const app = freshApp();
  expect(actionFor(app, "t")?.id).toBe("theme");
  expect(actionFor(app, "Ctrl+Enter")).toBeUndefined();
});

it("steps through the events by the arrow keys", () => {
  const app = freshApp();
  const event: SearchEvent = { type: "keep", nodes: [], reason: "" };
  transit(app.run, (playback) => open(playback, [event, event, event], "end"));
  const cursor = () => app.run.getState().playback.cursor;
  actionFor(app, "ArrowLeft")?.run(app, app);
  actionFor(app, "ArrowLeft")?.run(app, app);
  expect(cursor()).toBe(1);
  actionFor(app, "ArrowRight")?.run(app, app);
  expect(cursor()).toBe(2);
});

it("rolls problems of the chosen family and level that parse", () => {
  const app = freshApp();
  app.setup.setState({ family: "equations", difficulty: 2 });
  actionFor(app, "d")?.run(app, app);
  expect(app.setup.getState().text).toMatch(/^Solve .*=/);
});

it("has no strategy with a knob whose name the address needs", () => {
  for (const { knobs } of strategies) {
    for (const { id } of knobs) expect(RESERVED).not.toContain(id);
  }
});
