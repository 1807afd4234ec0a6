/** The view of sweeps: the one that is set up here, as far as it was run, and results from elsewhere. */

import {
  type Header,
  identityOf,
  readResults,
  writeLine,
} from "../../../experiments/sweep/file.ts";
import type { App } from "../../app.ts";
import type { Own } from "../../stores/sweep.ts";
import { type Ready, readDraft } from "../../sweep/draft.ts";
import { type Keeper, keeperInMemory, openKeeper } from "../../sweep/keeper.ts";

export const sweeping = (app: App): boolean => app.sweep.getState().open;

let opened: Promise<Keeper> | null = null;

/** Where runs are kept: in the browser's database, or, where it has none, as long as the page is open. */
export function keeperOf(app: App): Promise<Keeper> {
  opened ??= openKeeper().catch(() => {
    app.sweep.setState({ keeps: false });
    return keeperInMemory();
  });
  return opened;
}

/**
 * Say what the draft comes to, and take up what is kept of it. Not while it is run.
 * @param anew though it was taken up already: another tab has changed it.
 */
export async function readOwn(app: App, anew = false): Promise<void> {
  const { catalog } = app.catalog.getState();
  const { draft, work } = app.sweep.getState();
  if (!catalog || work) return;
  const ready = readDraft(draft, catalog);
  if (!ready.ok) {
    app.sweep.setState({ own: null, refusal: ready.error });
    return;
  }
  const identity = identityOf(ready.header);
  if (!anew && app.sweep.getState().own?.identity === identity) {
    app.sweep.setState({ refusal: null });
    return;
  }
  const own = await takeUp(app, ready);
  const now = app.sweep.getState();
  if (now.draft === draft && !now.work) app.sweep.setState({ own, refusal: null });
}

/** What is kept of a sweep; what cannot be read is forgotten. */
async function takeUp(app: App, { header, total }: Ready): Promise<Own> {
  const identity = identityOf(header);
  const keeper = await keeperOf(app);
  const read = readResults(await keeper.read(identity).catch(() => ""));
  const fresh = { identity, header, total, runs: [], shapes: [] };
  if (read === null) return fresh;
  if (read.ok && identityOf(read.results.header) === identity) {
    const { runs, shapes } = read.results;
    return { ...fresh, runs, shapes };
  }
  await keeper.forget(identity).catch(() => {});
  return fresh;
}

/** The sweeps that are kept here, other than the draft's. */
export async function earlierSweeps(app: App): Promise<Header[]> {
  const now = app.sweep.getState().own?.identity;
  const texts = await (await keeperOf(app)).headers().catch(() => []);
  return texts.flatMap((text) => {
    const read = readResults(text);
    if (!read?.ok || identityOf(read.results.header) === now) return [];
    return [read.results.header];
  });
}

export const beginKeeping = async (app: App, { identity, header, runs, shapes }: Own) => {
  if (runs.length + shapes.length > 0) return;
  await (await keeperOf(app)).begin(identity, writeLine(header));
};

/** Take up the kept runs of each draft, once it is left alone for a moment. @returns stop. */
export function attachSweep(app: App): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    if (sweeping(app)) timer = setTimeout(() => void readOwn(app), 150);
  };
  const stops = [
    app.sweep.subscribe((now, before) => {
      if (now.draft !== before.draft || now.open !== before.open) look();
    }),
    app.catalog.subscribe(look),
  ];
  look();
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
