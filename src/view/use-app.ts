/** The stores, for components. */
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { type App, strategyOf } from "../state/app.ts";
import type { Run } from "../state/run.ts";
import type { Setup } from "../state/setup.ts";
import { shadeOf } from "../state/theme.ts";
import type { Ui } from "../state/ui.ts";

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("useApp needs an AppContext above it");
  return app;
}

export const useSetup = <T>(select: (setup: Setup) => T): T => useStore(useApp().setup, select);
export const useRun = <T>(select: (run: Run) => T): T => useStore(useApp().run, select);
export const useUi = <T>(select: (ui: Ui) => T): T => useStore(useApp().ui, select);
export const useEngine = () => useStore(useApp().engineState, ({ engine }) => engine);
export const useShade = () => useStore(useApp().theme, shadeOf);

/** The tree as it was after the events that the player shows. */
export function useTree() {
  const app = useApp();
  const { events, cursor } = useRun(({ playback }) => playback);
  return app.snapshots.at(events, cursor);
}

/** The strategy that the controls show. */
export const useStrategy = () => {
  const app = useApp();
  return strategyOf(app, useSetup(({ strategy }) => strategy));
};
