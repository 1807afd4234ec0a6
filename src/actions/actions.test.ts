import { expect, it } from "vitest";
import type { EngineState } from "../engine/client/client.ts";
import type { SearchEvent } from "../search/events.ts";
import { strategies } from "../search/index.ts";
import { RESERVED } from "../state/address/fields.ts";
import { createApp, type Engine } from "../state/app.ts";
import { DEFAULT_SETUP } from "../state/defaults.ts";
import { open, seek } from "../state/stores/playback.ts";
import { transit } from "../state/stores/run.ts";
import { keyName } from "./action.ts";
import { actionFor, actions } from "./index.ts";

const idle: EngineState = { status: "idle" };
const engine: Engine = {
  state: idle,
  subscribe: () => () => {},
  load: () => Promise.reject(new Error("not in this test")),
  bulk: () => Promise.reject(new Error("not in this test")),
  scorePath: () => Promise.reject(new Error("not in this test")),
  monteCarloValue: () => Promise.reject(new Error("not in this test")),
  search: () => Promise.reject(new Error("not in this test")),
  compare: () => Promise.reject(new Error("not in this test")),
};
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, altKey: false });
const freshApp = () => createApp(engine, strategies, DEFAULT_SETUP);

it("names each action once, and each key by what people know it as", () => {
  expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
  expect(["Ctrl+Enter", " ", "+", "Escape"].map(keyName)).toEqual([
    "Ctrl Enter",
    "Space",
    "+",
    "Esc",
  ]);
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
  expect(actionFor(app, press(" "), false)).toBeUndefined();
  transit(app.run, (playback) =>
    open(playback, [{ type: "keep", nodes: [], reason: "" }], "start"),
  );
  actionFor(app, press(" "), false)?.run(app, app);
  expect(app.run.getState().playback.playing).toBe(false);
});

it("leaves letters to whoever types, but not Ctrl+Enter", () => {
  const app = freshApp();
  expect(actionFor(app, press("t"), true)).toBeUndefined();
  expect(actionFor(app, press("t"), false)?.id).toBe("theme");
  // Not ready: no run, neither by key nor by button.
  expect(actionFor(app, press("Enter", true), true)).toBeUndefined();
});

it("rolls problems of the chosen family and level that parse", () => {
  const app = freshApp();
  app.setup.setState({ family: "equations", difficulty: 2 });
  actionFor(app, press("d"), false)?.run(app, app);
  expect(app.setup.getState().text).toMatch(/^Solve .*=/);
});

it("has no strategy with a knob whose name the address needs", () => {
  for (const { knobs } of strategies) {
    for (const { id } of knobs) expect(RESERVED).not.toContain(id);
  }
});
