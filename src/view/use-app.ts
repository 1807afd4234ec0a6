/** Hooks that read the stores. */

import { createContext, useContext, useMemo } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { Action } from "../actions/action.ts";
import { type App, strategyOf } from "../state/app.ts";
import { shapeFor } from "../state/commands/budget-fit.ts";
import type { Figure } from "../state/figure.ts";
import { problemOf } from "../state/step-truth.ts";
import type { Lanes } from "../state/stores/lanes.ts";
import type { Run } from "../state/stores/run.ts";
import type { Opinions } from "../state/stores/second-opinions.ts";
import type { Setup } from "../state/stores/setup.ts";
import type { Shell } from "../state/stores/shell.ts";
import { type Shade, shadeOf } from "../state/stores/theme.ts";
import type { Ui } from "../state/stores/ui.ts";
import { usePrinting } from "./use-printing.ts";

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("useApp needs an AppContext above it");
  return app;
}

/** The figure of a lane; null where the page's own figure is drawn. */
export const FigureContext = createContext<Figure | null>(null);

/** The figure that is drawn here: a lane's, or the page's own. */
export function useFigure(): Figure {
  const app = useApp();
  return useContext(FigureContext) ?? app;
}

export const useSetup = <T>(select: (setup: Setup) => T): T => useStore(useFigure().setup, select);
/** Compares shallowly: the player's clock changes the store each frame, but seldom what a component selects. */
export const useRun = <T>(select: (run: Run) => T): T =>
  useStore(useFigure().run, useShallow(select));
export const useUi = <T>(select: (ui: Ui) => T): T => useStore(useFigure().ui, select);
export const useShell = <T>(select: (shell: Shell) => T): T => useStore(useApp().shell, select);
/** Compares shallowly, as the head of the player moves each frame. */
export const useLanes = <T>(select: (lanes: Lanes) => T): T =>
  useStore(useApp().lanes, useShallow(select));
export const useEngine = () => useStore(useApp().engineState, ({ engine }) => engine);
/** null until the catalog was read. */
export const useCatalog = () => useStore(useApp().catalog, ({ catalog }) => catalog);
/** Light or dark; paper is light. */
export function useShade(): Shade {
  const shade = useStore(useApp().theme, shadeOf);
  return usePrinting() ? "light" : shade;
}

/** The tree after the events that the player has shown. */
export function useTree() {
  const { snapshots } = useFigure();
  const events = useRun(({ playback }) => playback.events);
  const cursor = useRun(({ playback }) => playback.cursor);
  return snapshots.at(events, cursor);
}

/** The tree after all events of the figure's log. */
export function useWholeTree() {
  const { snapshots } = useFigure();
  const events = useRun(({ playback }) => playback.events);
  return snapshots.at(events, events.length);
}

/** The usual shape of trajectories of the setup's problem; null while the problem cannot be read. */
export function useShape() {
  const app = useApp();
  const tree = useWholeTree();
  const engine = useEngine();
  const text = useSetup((setup) => setup.text);
  const policy = useSetup((setup) => setup.policy);
  const verifier = useSetup((setup) => setup.verifier);
  const { pace } = useStore(app.pace);
  const catalog = useCatalog();
  return useMemo(
    () => shapeFor({ text, policy, verifier }, { tree, engine, pace, catalog }),
    [tree, engine, text, policy, verifier, pace, catalog],
  );
}

export const useOpinions = <T>(select: (opinions: Opinions) => T): T =>
  useStore(useFigure().opinions, select);

/** The problem of the figure's log; null when the page cannot parse it. */
export function useProblem() {
  const tree = useTree();
  return useMemo(() => problemOf(tree), [tree.start]);
}

/** Whether an action can be taken now; asked again whenever a store changes. */
export function useEnabled(action: Action): boolean {
  const app = useApp();
  const figure = useFigure();
  const enabled = () => action.enabled(app, figure);
  const there = [
    useStore(figure.run, enabled),
    useStore(figure.setup, enabled),
    useStore(figure.ui, enabled),
    useStore(app.shell, enabled),
    useStore(app.engineState, enabled),
    useStore(app.lanes, enabled),
    useStore(app.sweep, enabled),
  ];
  return there.every(Boolean);
}

/** The strategy of the setup. */
export const useStrategy = () => {
  const app = useApp();
  return strategyOf(
    app,
    useSetup(({ strategy }) => strategy),
  );
};
