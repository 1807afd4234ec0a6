/**
 * The page's stores and what it can be asked to do, in one object. Stores are vanilla:
 * React only looks at them. Commands never throw: what fails becomes a sentence in
 * the run's `failure` or the engine's state.
 */

import { createStore } from "zustand/vanilla";
import type { EngineClient, EngineState } from "../engine/client/client.ts";
import type { Catalog } from "../engine/sources/catalog.ts";
import type { Pace } from "../search/pace.ts";
import type { Strategy } from "../search/strategy.ts";
import { createFigure, type Figure } from "./figure.ts";
import type { Recorded } from "./stores/gallery.ts";
import { createLanes } from "./stores/lanes.ts";
import type { Loaded } from "./stores/models.ts";
import type { Setup } from "./stores/setup.ts";
import { createShell } from "./stores/shell.ts";
import { createShipped } from "./stores/shipped.ts";
import { createSweep } from "./stores/sweep.ts";
import { createTheme } from "./stores/theme.ts";
import { createVisibility } from "./stores/visibility.ts";
import type { TabMessage } from "./sweep/tabs.ts";

export type Engine = Pick<
  EngineClient,
  "state" | "subscribe" | "load" | "search" | "compare" | "bulk" | "scorePath" | "monteCarloValue"
>;

/** The page. It is a figure too: the one in the view of one search. */
export interface App extends Figure {
  readonly strategies: readonly Strategy[];
  readonly defaults: Setup;
  readonly shell: ReturnType<typeof createShell>;
  /** Searches side by side; none in the view of one search. */
  readonly lanes: ReturnType<typeof createLanes>;
  readonly sweep: ReturnType<typeof createSweep>;
  /** The results of sweeps that are served with the page. */
  readonly shipped: ReturnType<typeof createShipped>;
  readonly visibility: ReturnType<typeof createVisibility>;
  readonly theme: ReturnType<typeof createTheme>;
  readonly engineState: ReturnType<typeof createEngineState>;
  readonly gallery: ReturnType<typeof createGallery>;
  readonly catalog: ReturnType<typeof createCatalog>;
  readonly pace: ReturnType<typeof createPace>;
  readonly engine: Engine;
  /** Aborts the live run; null when there is none. */
  abort: AbortController | null;
  /** What is asked of a node beside a run, and its end; one question at a time on all the page. */
  readonly question: { asked: { abort: AbortController; over: Promise<void> } | null };
  /** Tells the browser's other tabs what was done to a kept sweep; nothing before they were joined. */
  readonly tabs: { tell(message: TabMessage): void };
  /** null when the page had none loaded. */
  loaded: Loaded | null;
}

const createEngineState = (state: EngineState) =>
  createStore<{ engine: EngineState }>()(() => ({ engine: state }));

const createGallery = () => createStore<{ runs: readonly Recorded[] }>()(() => ({ runs: [] }));

/** null until the catalog was read. */
const createCatalog = () => createStore<{ catalog: Catalog | null }>()(() => ({ catalog: null }));

/** How fast the loaded models are; null before a live run has shown it. */
const createPace = () => createStore<{ pace: Pace | null }>()(() => ({ pace: null }));

export function createApp(engine: Engine, strategies: readonly Strategy[], defaults: Setup): App {
  const engineState = createEngineState(engine.state);
  engine.subscribe((state) => engineState.setState({ engine: state }));
  return {
    strategies,
    defaults,
    ...createFigure(defaults),
    shell: createShell(),
    lanes: createLanes(),
    sweep: createSweep(),
    shipped: createShipped(),
    visibility: createVisibility(),
    theme: createTheme(),
    engineState,
    gallery: createGallery(),
    catalog: createCatalog(),
    pace: createPace(),
    engine,
    abort: null,
    question: { asked: null },
    tabs: { tell: () => {} },
    loaded: null,
  };
}

/** One search, searches side by side, or sweeps. */
export type View = "search" | "lanes" | "sweep";

/** What is on the page; lanes behind a sweep are not. */
export function viewOf({ sweep, lanes }: App): View {
  if (sweep.getState().open) return "sweep";
  return lanes.getState().lanes.length > 0 ? "lanes" : "search";
}

/** The strategy of this id; the page's first one where there is none. */
export function strategyOf(app: App, id: string): Strategy {
  const strategy = app.strategies.find((one) => one.id === id) ?? app.strategies[0];
  if (!strategy) throw new RangeError("The page needs at least one strategy.");
  return strategy;
}
