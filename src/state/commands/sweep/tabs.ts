/** Keeps the sweep on this page in step with what other tabs do to the same one. */
import type { App } from "../../app.ts";
import { joinTabs, type TabMessage } from "../../sweep/tabs.ts";
import { keeperOf, readOwn } from "./own.ts";
import { pauseSweep } from "./run-sweep.ts";

/** Another tab that runs tells often. */
const QUIET_MS = 500;

/** @returns stop. */
export function attachTabs(app: App): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isOwn = (sweep: string): boolean => app.sweep.getState().own?.identity === sweep;
  const hear = ({ sweep, what }: TabMessage) => {
    if (!isOwn(sweep)) return;
    if (what === "discarded") void forget(app, sweep);
    // What is being run here is read again with the next visit; the kept runs are counted once each.
    else if (!app.sweep.getState().work) {
      clearTimeout(timer);
      timer = setTimeout(() => void readOwn(app, true), QUIET_MS);
    }
  };
  const tabs = joinTabs(hear);
  app.tabs.tell = tabs.tell;
  return () => {
    clearTimeout(timer);
    app.tabs.tell = () => {};
    tabs.close();
  };
}

/** What runs here is stopped, and what it kept meanwhile is forgotten too. */
async function forget(app: App, sweep: string): Promise<void> {
  const ran = app.sweep.getState().work !== null;
  await pauseSweep(app);
  if (ran) await (await keeperOf(app)).forget(sweep).catch(() => {});
  app.sweep.setState(({ own }) =>
    own?.identity === sweep ? { own: { ...own, runs: [], shapes: [] } } : {},
  );
}
