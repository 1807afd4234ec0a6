/** The address of what is on the page, and what the address bar asks for. */
import { type App, viewOf } from "../app.ts";
import { knownFor, named } from "../known-models.ts";
import type { Setup } from "../stores/setup.ts";
import { type Link, plainLink } from "./link.ts";
import { type ReadLink, readLink, writeLink } from "./link-text.ts";

/** What the address asks for now, over `setup` where it says nothing. */
export const linkNow = (app: App, setup = app.defaults): ReadLink =>
  readLink(window.location.hash, plainLink(setup), app.strategies);

/** What is on the page. */
export function linkOf(app: App): Link {
  const { source } = app.run.getState();
  const { lanes, currency } = app.lanes.getState();
  const setups = lanes.map(({ figure }) => shownSetup(app, figure.setup.getState()));
  const [first, ...others] = setups;
  return {
    setup: first ?? shownSetup(app, app.setup.getState()),
    run: source.kind === "recorded" && !first ? source.id : null,
    beside: others,
    lockstep: currency,
    visibility: app.visibility.getState(),
    sweep: viewOf(app) === "sweep" ? app.sweep.getState().draft : null,
  };
}

/** A model that the catalog does not have is not what the page shows: its default stands for it. */
function shownSetup(app: App, setup: Setup): Setup {
  const { catalog } = app.catalog.getState();
  return {
    ...setup,
    policy: named(setup.policy, knownFor(catalog, "policy")),
    verifier: named(setup.verifier, knownFor(catalog, "prm")),
  };
}

/** The hash of a link, without "#"; empty for the page as it is first visited. */
export const hashOf = (app: App, link: Link): string =>
  writeLink(link, plainLink(app.defaults), app.strategies);

/** Where a link leads, from the root of this site on. */
export function pathOf(app: App, link: Link): string {
  const hash = hashOf(app, link);
  const here = window.location.pathname + window.location.search;
  return hash ? `${here}#${hash}` : here;
}

/** The whole address of what is on the page now, whatever the address bar has. */
export const addressOf = (app: App): string =>
  new URL(pathOf(app, linkOf(app)), window.location.href).href;
