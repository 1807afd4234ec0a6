/** For tests: the whole page in a document, with an engine that runs scripted models. */
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import type { EngineState } from "../engine/client/client.ts";
import { EngineError } from "../engine/contract/errors.ts";
import type { SearchRequest, SearchSummary } from "../engine/contract/requests.ts";
import { familyOf, parseProblem } from "../problems/families/index.ts";
import { noCost } from "../search/cost.ts";
import type { SearchEvent } from "../search/events.ts";
import { strategies, strategyOf } from "../search/index.ts";
import { lockstep } from "../search/lockstep.ts";
import { runSearch } from "../search/run.ts";
import { scriptedModels, scriptFor } from "../search/scripted.ts";
import { type App, createApp, type Engine } from "../state/app.ts";
import { DEFAULT_SETUP } from "../state/defaults.ts";
import { catalogOf } from "../state/test-catalog.ts";
import { infoOf } from "../state/test-info.ts";
import { App as Page } from "./shell/App.tsx";

const READY: EngineState = { status: "ready", info: infoOf() };

function scripted(request: SearchRequest, signal?: AbortSignal) {
  const parsed = parseProblem(request.problem.text);
  const strategy = strategyOf(request.strategy);
  if (!parsed.ok || !strategy) throw new EngineError("bad-request", "No such search.");
  const { problem } = parsed;
  const family = familyOf(problem.family);
  const models = scriptedModels(scriptFor(family, problem), request.seed);
  return (clock?: () => number) =>
    runSearch(strategy, {
      ...request,
      ...models,
      problem,
      family,
      signal,
      ...(clock && { clock }),
    });
}

/** An engine whose state a test sets by `tell`. */
function scriptedEngine() {
  const listeners = new Set<(state: EngineState) => void>();
  const tell = (state: EngineState) => {
    for (const listener of listeners) listener(state);
  };
  const engine: Engine = {
    state: READY,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: async () => infoOf(),
    search: async (request, { onEvents }, signal) => {
      const summary: Partial<SearchSummary> = {};
      for await (const event of scripted(request, signal)()) {
        onEvents([event]);
        if (event.type === "answer") Object.assign(summary, event);
        if (event.type === "done") return { answer: null, correct: false, ...summary, ...event };
      }
      throw new EngineError("bad-request", "The search had no end.");
    },
    compare: async ({ lanes, currency }, handlers, signal) => {
      const runs = lanes.map((request) => scripted(request, signal));
      for await (const { lane, event } of lockstep(runs, currency))
        handlers[lane]?.onEvents([event]);
      return [];
    },
    bulk: async ({ searches }, onLog) => {
      for (const [index, request] of searches.entries()) {
        const log: SearchEvent[] = [];
        for await (const event of scripted(request)()) log.push(event);
        onLog(index, log);
      }
      return null;
    },
    scorePath: async () => null,
    monteCarloValue: async ({ count }) => ({ right: 3, count, cost: noCost() }),
  };
  return { engine, tell };
}

/** What happy-dom lacks: an observer that says how large an element is. */
class FixedSize implements ResizeObserver {
  constructor(private readonly callback: ResizeObserverCallback) {}
  observe(target: Element): void {
    const contentRect = new DOMRectReadOnly(0, 0, 800, 600);
    const none: readonly ResizeObserverSize[] = [];
    const sizes = { borderBoxSize: none, contentBoxSize: none, devicePixelContentBoxSize: none };
    this.callback([{ target, contentRect, ...sizes }], this);
  }
  unobserve(): void {}
  disconnect(): void {}
}

/** Render into the document. @returns unmount. */
export async function mount(node: ReactNode): Promise<() => Promise<void>> {
  Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", true);
  globalThis.ResizeObserver = FixedSize;
  const host = document.body.appendChild(document.createElement("div"));
  const root = createRoot(host);
  await act(async () => root.render(node));
  return async () => {
    await act(async () => root.unmount());
    host.remove();
  };
}

export interface TestPage {
  readonly app: App;
  /** Set the engine's state. */
  tell(state: EngineState): Promise<void>;
  /** Do something and let the page show it. */
  act(work: () => unknown): Promise<void>;
  close(): Promise<void>;
}

/** The page with models ready, a catalog of two policies and two PRMs, and nothing searched yet. */
export async function openPage(): Promise<TestPage> {
  const { engine, tell } = scriptedEngine();
  // Small searches, so that a test takes little time.
  const app = createApp(engine, strategies, { ...DEFAULT_SETUP, knobs: { n: 4 } });
  app.catalog.setState({
    catalog: catalogOf({ "policy-a": "a", "policy-b": "b" }, { "prm-a": "a", "prm-b": "b" }),
  });
  const close = await mount(<Page app={app} />);
  const work: TestPage["act"] = async (what) => {
    await act(async () => void (await what()));
  };
  return { app, act: work, close, tell: (state) => work(() => tell(state)) };
}
