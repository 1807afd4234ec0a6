/** Keeps the address bar and the setup in step, both ways. */
import type { App } from "./app.ts";
import { type Link, readLink, writeLink } from "./url.ts";

/** Safari refuses more than 100 changes in 30 seconds, which typing would reach. */
const QUIET_MS = 300;

const defaultsOf = (app: App): Link => ({ setup: app.defaults, run: null });

/** What the address asks for now, over `setup` where it says nothing. */
export const linkNow = (app: App, setup = app.defaults): Link =>
  readLink(window.location.hash, { setup, run: null }, app.strategies);

/** What is on the page. */
function linkOf(app: App): Link {
  const { source } = app.run.getState();
  return { setup: app.setup.getState(), run: source.kind === "recorded" ? source.id : null };
}

/** The address of a link, without "#"; empty for the page as it is first visited. */
export const hashOf = (app: App, link: Link): string =>
  writeLink(link, defaultsOf(app), app.strategies);

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
