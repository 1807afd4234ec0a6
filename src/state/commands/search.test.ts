import { expect, it } from "vitest";
import type { EngineState } from "../../engine/client/client.ts";
import { EngineError } from "../../engine/contract/errors.ts";
import { familyOf, parseProblem } from "../../problems/families/index.ts";
import type { SearchLog } from "../../search/events.ts";
import { strategies, strategyOf } from "../../search/index.ts";
import { emptyLedger } from "../../search/ledger.ts";
import { runSearch } from "../../search/run.ts";
import { scriptedModels, scriptFor } from "../../search/scripted.ts";
import { createApp, type Engine } from "../app.ts";
import { DEFAULT_SETUP } from "../defaults.ts";
import { open } from "../stores/playback.ts";
import { replaceLog } from "../stores/run.ts";
import { infoOf } from "../test-info.ts";
import { cancelRun, startRun, whyNotRun } from "./search.ts";

const info = infoOf();

/** An engine that searches with scripted models, an event at a time. */
function scriptedEngine(fails = false): Engine {
  let state: EngineState = { status: "ready", info };
  const listeners = new Set<(state: EngineState) => void>();
  const set = (next: EngineState) => {
    state = next;
    for (const listener of listeners) listener(next);
  };
  return {
    get state() {
      return state;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: () => Promise.resolve(info),
    bulk: () => Promise.resolve(null),
    scorePath: () => Promise.resolve(null),
    monteCarloValue: () => Promise.resolve(null),
    compare: () => Promise.reject(new Error("not in this test")),
    search: async (request, { onEvents }, signal) => {
      set({ status: "searching", info });
      try {
        if (fails) throw new EngineError("device-lost", "The graphics device was lost.");
        const parsed = parseProblem(request.problem.text);
        const strategy = strategyOf(request.strategy);
        if (!parsed.ok || !strategy) throw new EngineError("bad-request", "No such thing.");
        const family = familyOf(parsed.problem.family);
        const models = scriptedModels(scriptFor(family, parsed.problem), request.seed);
        const run = runSearch(strategy, {
          ...request,
          ...models,
          problem: parsed.problem,
          family,
          signal,
        });
        for await (const event of run) {
          onEvents([event]);
          await Promise.resolve();
        }
        throw new EngineError("cancelled", "The test needs no summary.");
      } finally {
        set({ status: "ready", info });
      }
    },
  };
}

const freshApp = (engine: Engine) => createApp(engine, strategies, DEFAULT_SETUP);

it("follows a live run to its end", async () => {
  const app = freshApp(scriptedEngine());
  expect(whyNotRun(app)).toBeNull();
  const run = startRun(app);
  expect(whyNotRun(app)).toBe("A search is running.");
  await run;
  const { playback, failure, source } = app.run.getState();
  expect(failure).toBeNull();
  expect(source.kind).toBe("live");
  expect(playback).toMatchObject({ streaming: false, playing: true });
  expect(playback.events.at(-1)?.type).toBe("done");
  expect(app.snapshots.at(playback.events, playback.events.length).answer).not.toBeNull();
});

it("ends a cancelled run as the search ends it", async () => {
  const app = freshApp(scriptedEngine());
  const run = startRun(app);
  cancelRun(app);
  await run;
  expect(app.run.getState().playback.events.at(-1)).toMatchObject({
    type: "done",
    reason: "cancelled",
  });
});

it("leaves a log alone that was opened meanwhile", async () => {
  const app = freshApp(scriptedEngine());
  const run = startRun(app);
  const other: SearchLog = [{ type: "done", reason: "answered", ledger: emptyLedger() }];
  cancelRun(app);
  replaceLog(app.run, { kind: "file", name: "other.json" }, (playback) =>
    open(playback, other, "start"),
  );
  await run;
  expect(app.run.getState().playback.events).toBe(other);
  expect(whyNotRun(app)).toBeNull();
});

it("tells why a run failed and what to do", async () => {
  const app = freshApp(scriptedEngine(true));
  await startRun(app);
  expect(app.run.getState().failure).toEqual({
    message: "The graphics device was lost.",
    advice: "Run again; the models are loaded once more.",
  });
  expect(whyNotRun(app)).toBeNull();
});

it("does not run what cannot be parsed, and keeps what was typed", async () => {
  const app = freshApp(scriptedEngine());
  app.setup.setState({ family: "story", text: "Ann has 12 zeppelins." });
  expect(whyNotRun(app)).toMatch(/zeppelins/);
  await startRun(app);
  expect(app.run.getState().playback.events).toEqual([]);
  expect(app.setup.getState().text).toBe("Ann has 12 zeppelins.");
});
