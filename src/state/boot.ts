/**
 * The first seconds: a recorded run plays at once while the models load behind it. A
 * link that names a setup instead starts that search as soon as the models are ready.
 */
import { attachAddress, hashOf, linkNow } from "./address/address.ts";
import type { Link } from "./address/link.ts";
import type { App } from "./app.ts";
import { attachClock } from "./commands/clock.ts";
import { attachProblem, closeLanes, move, openLanes } from "./commands/lanes.ts";
import { attachModels, learnModels, loadModels } from "./commands/models.ts";
import { openRecorded } from "./commands/open-log.ts";
import { attachOpinions } from "./commands/second-opinions.ts";
import { startWhenReady } from "./commands/start-when-ready.ts";
import { attachSweep, sweeping } from "./commands/sweep/own.ts";
import { closeSweepView, openSweepView } from "./commands/sweep/view.ts";
import { modelless } from "./known-models.ts";
import { fetchGallery } from "./stores/gallery.ts";
import { advance as advanceHead } from "./stores/head.ts";
import { advance } from "./stores/playback.ts";
import { transit } from "./stores/run.ts";
import { attachTheme } from "./stores/theme.ts";
import { WHOLE } from "./stores/visibility.ts";

/** Start everything. @returns stop. */
export function boot(app: App): () => void {
  const link = linkNow(app);
  const stops = [
    attachTheme(app.theme),
    attachClock({
      playing: () => app.run.getState().playback.playing,
      pass: (ms) => transit(app.run, (playback) => advance(playback, ms)),
      subscribe: app.run.subscribe,
    }),
    attachClock({
      playing: () => app.lanes.getState().head.playing,
      pass: (ms) => move(app, (head) => advanceHead(head, ms)),
      subscribe: app.lanes.subscribe,
    }),
    attachProblem(app),
    attachModels(app),
    attachOpinions(app),
    attachSweep(app),
  ];
  void visit(app, link).then(() => {
    stops.push(attachAddress(app, (next) => void visit(app, next)));
  });
  const setups = [link.setup, ...link.beside];
  const verifiers = setups.map(({ verifier }) => verifier);
  const verifier = verifiers.find((id) => id !== null && modelless(id) === undefined) ?? null;
  const policy = setups.map((setup) => setup.policy).find((id) => id !== null) ?? null;
  void learnModels(app, { policy, verifier }, savesData() ? () => {} : () => loadModels(app));
  return () => {
    for (const stop of stops) stop();
  };
}

/** The setups of a link, and how much of the page it shows. */
function arrange(app: App, { setup, beside, lockstep, visibility, sweep }: Link): void {
  if (sweep) openSweepView(app, sweep);
  else if (sweeping(app)) void closeSweepView(app);
  if (beside.length === 0) closeLanes(app);
  app.setup.setState(setup, true);
  app.visibility.setState(visibility, true);
  if (beside.length > 0) openLanes(app, [setup, ...beside], lockstep);
}

/** Show what a link asks for. */
async function visit(app: App, link: Link): Promise<void> {
  // How much is shown says nothing of what to run.
  const asked = hashOf(app, { ...link, visibility: WHOLE }) !== "";
  arrange(app, link);
  const first = app.gallery.getState().runs;
  const runs = first.length > 0 ? first : await fetchGallery().catch(() => []);
  app.gallery.setState({ runs });
  if (link.sweep) return;
  if (asked && link.run === null) return startWhenReady(app);
  const entry = runs.find(({ id }) => id === link.run) ?? runs[0];
  if (!entry) return;
  const opened = await openRecorded(app, entry);
  // What the link sets beside the run wins over what the run was made with.
  if (opened && asked) app.setup.setState(linkNow(app, app.setup.getState()).setup, true);
}

/** People who asked their browser to save data fetch the models by hand. */
function savesData(): boolean {
  const connection: unknown = Reflect.get(navigator, "connection");
  return (
    typeof connection === "object" &&
    connection !== null &&
    Reflect.get(connection, "saveData") === true
  );
}
