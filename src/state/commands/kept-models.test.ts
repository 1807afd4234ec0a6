/** A page whose engine holds some models and can load no others. */
import { expect, it } from "vitest";
import type { EngineState } from "../../engine/client/client.ts";
import { EngineError } from "../../engine/contract/errors.ts";
import type { LoadOptions } from "../../engine/contract/requests.ts";
import { strategies } from "../../search/index.ts";
import { createApp } from "../app.ts";
import { DEFAULT_SETUP } from "../defaults.ts";
import { catalogOf } from "../test-catalog.ts";
import { infoOf } from "../test-info.ts";
import { openLanes } from "./lanes.ts";
import { attachModels, ensureModels, loadModels, mustLoad, namedModels } from "./models.ts";
import { whyNotRun } from "./search.ts";

const catalog = catalogOf(
  { "policy-small": "sft", "policy-large": "large" },
  { "prm-small": "soft", "prm-other": "other" },
);
const model = { role: "policy", parameters: 1, file: "", bytes: 0, sha256: "" } as const;
const info = infoOf({
  policy: { ...model, id: "policy-small" },
  verifier: { id: "prm-small", kind: "step-head", reference: null },
});
const { failure } = new EngineError("fetch", "The model file could not be fetched.");

/** An engine with the default pair, which refuses whatever it is asked to load after it. */
async function offlineApp() {
  const asked: LoadOptions[] = [];
  const listeners = new Set<(state: EngineState) => void>();
  let state: EngineState = { status: "idle" };
  const become = (next: EngineState) => {
    state = next;
    for (const listener of listeners) listener(state);
  };
  const refuse = () => Promise.reject(new Error("not in this test"));
  const app = createApp(
    {
      get state() {
        return state;
      },
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      load: async (options = {}) => {
        asked.push(options);
        const first = asked.length === 1;
        become({ status: "loading", progress: null });
        await Promise.resolve();
        become({ status: "ready", info, ...(!first && { kept: failure }) });
        if (!first) throw EngineError.from(failure);
        return info;
      },
      ...{ bulk: refuse, scorePath: refuse, monteCarloValue: refuse },
      ...{ search: refuse, compare: refuse },
    },
    strategies,
    DEFAULT_SETUP,
  );
  app.catalog.setState({ catalog });
  attachModels(app);
  loadModels(app);
  await settled();
  return { app, asked };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

it("names the loaded policy again, tries the other once, and can run", async () => {
  const { app, asked } = await offlineApp();
  app.setup.setState({ policy: "policy-large", text: "Make 24 from 4, 7, 8, 8." });
  await settled();
  expect(asked).toEqual([{}, { policy: "policy-large" }]);
  expect(app.setup.getState()).toMatchObject({ policy: null, text: "Make 24 from 4, 7, 8, 8." });
  expect(mustLoad(app)).toBe(false);
  expect(whyNotRun(app)).toBeNull();
  expect(namedModels(app, app.setup.getState())).toEqual({});
});

it("tries the other again when it is chosen again", async () => {
  const { app, asked } = await offlineApp();
  for (const _ of [1, 2]) {
    app.setup.setState({ verifier: "prm-other" });
    await settled();
    expect(app.setup.getState().verifier).toBeNull();
  }
  expect(asked).toEqual([{}, { prm: "prm-other" }, { prm: "prm-other" }]);
});

it("changes only the lanes that ask for what is not there", async () => {
  const { app } = await offlineApp();
  const setup = { ...DEFAULT_SETUP, strategy: "beam" };
  openLanes(app, [
    { ...setup, verifier: "oracle" },
    { ...setup, policy: "policy-large", strategy: "majority", verifier: "prm-other" },
  ]);
  await settled();
  const [first, second] = app.lanes.getState().lanes.map((lane) => lane.figure.setup.getState());
  expect(first).toMatchObject({ policy: null, verifier: "oracle" });
  expect(second).toMatchObject({ policy: null, verifier: "prm-other" });
});

it("tells a sweep that its models are not there, and knows what is", async () => {
  const { app } = await offlineApp();
  await expect(ensureModels(app, "policy-large", [])).rejects.toThrow("could not be fetched");
  expect(app.loaded).toMatchObject({ policy: null, policies: [] });
});
