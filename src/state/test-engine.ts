/** For tests: an engine that is in one state and does nothing. */
import type { EngineState } from "../engine/client/client.ts";
import type { Engine } from "./app.ts";

const no = () => Promise.reject(new Error("not in this test"));

export const idleEngine = (state: EngineState = { status: "idle" }): Engine => ({
  state,
  subscribe: () => () => {},
  load: no,
  search: no,
  compare: no,
  bulk: no,
  scorePath: no,
  monteCarloValue: no,
});
