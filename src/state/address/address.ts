/** Keeps the address bar and the setup in step, both ways. */
import type { App } from "../app.ts";
import { lanesOf } from "../commands/lanes.ts";
import { sweeping } from "../commands/sweep/own.ts";
import { type Link, plainLink, readLink, writeLink } from "./link.ts";

/** Safari refuses more than 100 changes in 30 seconds, which typing would reach. */
const QUIET_MS = 300;

/** What the address asks for now, over `setup` where it says nothing. */
export const linkNow = (app: App, setup = app.defaults): Link =>
  readLink(window.location.hash, plainLink(setup), app.strategies);

/** What is on the page. */
export function linkOf(app: App): Link {
  const { source } = app.run.getState();
  const [first, ...others] = lanesOf(app).map((lane) => lane.figure.setup.getState());
  return {
    setup: first ?? app.setup.getState(),
    run: source.kind === "recorded" && !first ? source.id : null,
    beside: others,
    lockstep: app.lanes.getState().currency,
    visibility: app.visibility.getState(),
    sweep: sweeping(app) ? app.sweep.getState().draft : null,
  };
}

/** The address of a link, without "#"; empty for the page as it is first visited. */
export const hashOf = (app: App, link: Link): string =>
  writeLink(link, plainLink(app.defaults), app.strategies);

/**
 * Write the address whenever the setup or the source changes; call `onLink` when the user
 * changes it. @returns stop.
 */
export function attachAddress(app: App, onLink: (link: Link) => void): () => void {
  let source = app.run.getState().source;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = setTimeout(writeNow, QUIET_MS);
  };
  const writeNow = () => {
    const hash = hashOf(app, linkOf(app));
    const here = window.location.pathname + window.location.search;
    window.history.replaceState(null, "", hash ? `${here}#${hash}` : here);
  };
  const read = () => onLink(linkNow(app));
  const stops = [
    app.setup.subscribe(write),
    app.lanes.subscribe((now, before) => {
      // The head moves each frame.
      if (now.head === before.head) write();
    }),
    app.sweep.subscribe((now, before) => {
      if (now.draft !== before.draft || now.open !== before.open) write();
    }),
    app.run.subscribe((run) => {
      if (run.source !== source) write();
      source = run.source;
    }),
  ];
  window.addEventListener("hashchange", read);
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
    window.removeEventListener("hashchange", read);
  };
}
