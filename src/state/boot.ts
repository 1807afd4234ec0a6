/**
 * The first seconds: a recorded run plays at once while the models load behind it. A
 * link that names a setup instead starts that search as soon as the models are ready.
 */
import { attachAddress, hashOf, linkNow } from "./address.ts";
import type { App } from "./app.ts";
import { attachClock } from "./clock.ts";
import { fetchGallery } from "./gallery.ts";
import { startRun, whyNotRun } from "./live.ts";
import { openRecorded } from "./recorded.ts";
import { attachTheme } from "./theme.ts";
import type { Link } from "./url.ts";
import { attachVerifier, learnVerifiers, loadModels } from "./verifier.ts";

/** Start everything. @returns stop. */
export function boot(app: App): () => void {
  const link = linkNow(app);
  app.setup.setState(link.setup, true);
  const stops = [attachTheme(app.theme), attachClock(app.run), attachVerifier(app)];
  void visit(app, link).then(() => {
    stops.push(attachAddress(app, (next) => void visit(app, next)));
  });
  void learnVerifiers(app, link.setup.verifier, savesData() ? () => {} : () => loadModels(app));
  return () => {
    for (const stop of stops) stop();
  };
}

/** Show what a link asks for. */
async function visit(app: App, link: Link): Promise<void> {
  const asked = hashOf(app, link) !== "";
  app.setup.setState(link.setup, true);
  const first = app.gallery.getState().runs;
  const runs = first.length > 0 ? first : await fetchGallery().catch(() => []);
  app.gallery.setState({ runs });
  if (asked && link.run === null) return startWhenReady(app);
  const entry = runs.find(({ id }) => id === link.run) ?? runs[0];
  if (!entry) return;
  const opened = await openRecorded(app, entry);
  // What the link sets beside the run wins over what the run was made with.
  if (opened && asked) app.setup.setState(linkNow(app, app.setup.getState()).setup, true);
}

/** Search once the models are ready; given up when the user does anything else first. */
function startWhenReady(app: App): void {
  const { generation } = app.run.getState();
  const asked = app.setup.getState();
  const begin = () => {
    if (app.run.getState().generation !== generation || app.setup.getState() !== asked) stop();
    else if (app.engineState.getState().engine.status === "ready" && whyNotRun(app) === null) {
      stop();
      void startRun(app);
    }
  };
  const stop = app.engineState.subscribe(begin);
  begin();
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
