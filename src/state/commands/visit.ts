/** Show what a link asks for. */
import { linkNow } from "../address/address.ts";
import { UNKNOWN } from "../address/codecs.ts";
import type { Link } from "../address/link.ts";
import type { ReadLink } from "../address/link-text.ts";
import { type App, viewOf } from "../app.ts";
import { knownFor, named } from "../known-models.ts";
import { fetchGallery, type Recorded } from "../stores/gallery.ts";
import type { Unmet } from "../stores/shell.ts";
import { closeLanes, openLanes } from "./lanes.ts";
import { openRecorded } from "./open-log.ts";
import { startWhenReady } from "./start-when-ready.ts";
import { closeSweepView, openSweepView } from "./sweep/view.ts";

export interface Visit {
  /** The view and its setups are there. */
  arranged: Promise<void>;
  /** What comes over the network is there too; true where the visitor changed something before it was. */
  done: Promise<boolean>;
}

let visits = 0;

/** Open the view that a link asks for, and say what of it cannot be had. */
export function visit(app: App, read: ReadLink): Visit {
  const mine = ++visits;
  app.shell.setState({ unmet: read.unmet, toCopy: null });
  const arranged = arrange(app, read.link);
  const done = arranged.then(async () => {
    if (mine !== visits) return true;
    tellModels(app, read.link, () => mine === visits);
    return fill(app, read, () => mine === visits);
  });
  return { arranged, done };
}

/** The setups of a link, and how much of the page it shows. */
async function arrange(app: App, link: Link): Promise<void> {
  const { setup, beside, lockstep, visibility, sweep } = link;
  if (sweep) openSweepView(app, sweep);
  else if (viewOf(app) === "sweep") await closeSweepView(app);
  if (beside.length === 0) closeLanes(app);
  app.setup.setState(setup, true);
  app.visibility.setState(visibility, true);
  if (beside.length > 0) openLanes(app, [setup, ...beside], lockstep);
}

/** A search as soon as the models are ready, or a recorded run; what the visitor does meanwhile is kept. */
async function fill(app: App, { link, asks }: ReadLink, current: () => boolean): Promise<boolean> {
  const { generation } = app.run.getState();
  const view = viewOf(app);
  const setup = app.setup.getState();
  const live = asks && link.run === null && !link.sweep;
  if (live) startWhenReady(app);
  const runs = await recordedRuns(app);
  if (!current()) return true;
  if (link.sweep || live) return false;
  const entry = runs.find(({ id }) => id === link.run) ?? runs[0];
  if (link.run !== null && link.run !== entry?.id) tell(app, missingRun(link.run, entry));
  let typed = setup;
  const opened =
    entry !== undefined &&
    (await openRecorded(app, entry, () => {
      typed = app.setup.getState();
      return current() && app.run.getState().generation === generation && viewOf(app) === view;
    }));
  const changed = !opened || typed !== setup;
  if (opened && changed) app.setup.setState(typed, true);
  // What the link sets beside the run wins over what the run was made with.
  else if (opened && asks) {
    app.setup.setState(linkNow(app, app.setup.getState()).link.setup, true);
  }
  return changed;
}

/** None where they cannot be fetched; the next visit tries again. */
async function recordedRuns(app: App): Promise<readonly Recorded[]> {
  const { runs } = app.gallery.getState();
  if (runs.length > 0) return runs;
  const fetched = await fetchGallery().catch(() => []);
  app.gallery.setState({ runs: fetched });
  return fetched;
}

const tell = (app: App, ...more: readonly Unmet[]): void =>
  app.shell.setState(({ unmet }) => ({ unmet: [...unmet, ...more] }));

const missingRun = (id: string, entry: Recorded | undefined): Unmet => ({
  asked: `recorded run “${id}”`,
  why: entry ? UNKNOWN : "the recorded runs could not be fetched",
  shown: entry ? `“${entry.title}”` : null,
});

/** As soon as the catalog is there, say which models of the link it does not have. */
function tellModels(app: App, { setup, beside, sweep }: Link, current: () => boolean): void {
  // What a sweep lacks, its form says.
  if (sweep) return;
  const look = (): boolean => {
    const { catalog } = app.catalog.getState();
    if (!catalog) return false;
    if (!current()) return true;
    const missing = (["policy", "verifier"] as const).flatMap((role) => {
      const known = knownFor(catalog, role === "policy" ? "policy" : "prm");
      const names = new Set([setup, ...beside].flatMap((one) => one[role] ?? []));
      return [...names]
        .filter((name) => named(name, known) === null)
        .map((name) => ({
          asked: `${role} “${name}”`,
          why: UNKNOWN,
          shown: known?.usual ?? null,
        }));
    });
    if (missing.length > 0) tell(app, ...missing);
    return true;
  };
  if (look()) return;
  const stop = app.catalog.subscribe(() => {
    if (look()) stop();
  });
}
