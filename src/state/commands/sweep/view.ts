/** In and out of the view of sweeps, and what is shown there beside the visitor's own. */

import { DEFAULT_WEIGHTS, weightsFile } from "../../../engine/sources/catalog.ts";
import { type Header, identityOf } from "../../../experiments/sweep/file.ts";
import { type Opened, openSweep } from "../../../experiments/sweep/open.ts";
import { type Outcome, PASS } from "../../../experiments/sweep/outcomes.ts";
import { knobsOf, SIZE } from "../../../experiments/sweep/settings.ts";
import { strategyOf } from "../../../search/index.ts";
import type { App } from "../../app.ts";
import type { Shipped } from "../../stores/shipped.ts";
import type { Results } from "../../stores/sweep.ts";
import { type Draft, draftOf, readDraft } from "../../sweep/draft.ts";
import { closeLanes } from "../lanes.ts";
import { cancelRun } from "../search.ts";
import { startWhenReady } from "../start-when-ready.ts";
import { keeperOf } from "./own.ts";
import { pauseSweep } from "./run-sweep.ts";
import { fetchResults, fetchShipped } from "./shipped.ts";

/** @param draft the one on the page when left out. */
export function openSweepView(app: App, draft = app.sweep.getState().draft): void {
  if (!app.sweep.getState().open) {
    if (!app.sweep.getState().work) cancelRun(app);
    closeLanes(app);
  }
  app.sweep.setState({ open: true, draft });
  void showShipped(app);
}

export async function closeSweepView(app: App): Promise<void> {
  await pauseSweep(app);
  app.sweep.setState({ open: false });
}

/** The first of the results that are served with the page, unless others are open. */
async function showShipped(app: App): Promise<void> {
  if (app.shipped.getState().entries.length > 0) return;
  const entries = await fetchShipped();
  app.shipped.setState({ entries });
  const [first] = entries;
  if (first && !app.sweep.getState().results) await openShipped(app, first);
}

export async function openShipped(app: App, { id, title, ...rest }: Shipped): Promise<void> {
  show(app, await fetchResults({ id, title, ...rest }), { id, title });
}

/** A file of results. @returns whether it could be read; if not, the page says why and is as it was. */
export function openResults(app: App, name: string, text: string): boolean {
  const opened = openSweep(text);
  const named = opened.ok ? opened : { ...opened, error: `${name}: ${opened.error}` };
  const shown = show(app, named, { id: null, title: name });
  if (shown) openSweepView(app);
  return shown;
}

/**
 * A sweep that is kept here: its settings are those of the page again, and its runs come back with
 * them. Where the page's models are others by now, it is shown as results instead.
 */
export async function openEarlier(app: App, header: Header): Promise<void> {
  const { catalog } = app.catalog.getState();
  const draft = draftOf(header.settings);
  const ready = catalog && readDraft(draft, catalog);
  if (ready?.ok && identityOf(ready.header) === identityOf(header)) {
    setDraft(app, draft);
    return;
  }
  const text = await (await keeperOf(app)).read(identityOf(header));
  show(app, openSweep(text), { id: null, title: "an earlier sweep, of other models" });
}

export async function forgetEarlier(app: App, header: Header): Promise<void> {
  const sweep = identityOf(header);
  await (await keeperOf(app)).forget(sweep).catch(() => {});
  app.tabs.tell({ sweep, what: "discarded" });
}

function show(app: App, opened: Opened, from: Pick<Results, "id" | "title">): boolean {
  if (!opened.ok) {
    const failure = { message: opened.error, advice: "What was on the page is still there." };
    app.run.setState({ failure });
    return false;
  }
  app.run.setState({ failure: null });
  app.sweep.setState({ results: { ...from, ...opened.finished } });
  return true;
}

export const setDraft = (app: App, part: Partial<Draft>): void =>
  app.sweep.setState(({ draft, work }) => (work ? {} : { draft: { ...draft, ...part } }));

/** Why the tree of a run cannot be drawn again here, in a sentence; null when it can. */
export function whyNoTree(app: App, header: Header, run: Outcome): string | null {
  if (run.strategy === PASS) return "pass@k is no search: it counts the samples of others.";
  if (!strategyOf(run.strategy)) return `This page has no strategy "${run.strategy}".`;
  const models = app.catalog.getState().catalog?.models ?? [];
  for (const id of [run.policy, run.prm]) {
    const made = header.models.find((one) => one.id === id);
    if (!made || made.sha256 === null) continue;
    const here = models.find((one) => one.id === id);
    if (!here || weightsFile(here, DEFAULT_WEIGHTS).sha256 !== made.sha256)
      return `This page does not have the model ${id} that the run was made with.`;
  }
  return null;
}

/** Run one of a sweep's runs again, in the view of one search: the same seed gives the same tree. */
export async function openRun(app: App, header: Header, run: Outcome): Promise<void> {
  const strategy = strategyOf(run.strategy);
  if (!strategy || run.family === "all" || whyNoTree(app, header, run) !== null) return;
  const { settings } = header;
  const { family, problem: text, seed, budget, aggregation, size } = run;
  const before = app.setup.getState();
  const limited = settings.currency !== SIZE && budget !== null;
  await closeSweepView(app);
  app.setup.setState({
    ...before,
    ...{ family, text, seed, strategy: strategy.id, policy: run.policy },
    verifier: run.prm ?? before.verifier,
    knobs: {
      ...before.knobs,
      ...knobsOf(strategy, settings),
      ...(aggregation && { aggregation }),
      ...(strategy.size !== null && size !== null && { [strategy.size]: size }),
    },
    budget:
      limited && settings.currency !== SIZE ? { currency: settings.currency, limit: budget } : null,
  });
  startWhenReady(app);
}
