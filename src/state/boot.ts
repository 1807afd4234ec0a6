/**
 * The first seconds: a recorded run plays at once while the models load behind it. A
 * link that names a setup instead starts that search as soon as the models are ready.
 */
import { linkNow } from "./address/address.ts";
import { attachHistory } from "./address/history.ts";
import type { App } from "./app.ts";
import { attachClock } from "./commands/clock.ts";
import { attachProblem, move } from "./commands/lanes.ts";
import { attachModels, learnModels, loadModels } from "./commands/models.ts";
import { attachOpinions } from "./commands/second-opinions.ts";
import { attachSweep } from "./commands/sweep/own.ts";
import { attachTabs } from "./commands/sweep/tabs.ts";
import { visit } from "./commands/visit.ts";
import { modelless } from "./known-models.ts";
import { advance as advanceHead } from "./stores/head.ts";
import { advance } from "./stores/playback.ts";
import { transit } from "./stores/run.ts";
import { attachTheme } from "./stores/theme.ts";

/** Start everything. @returns stop. */
export function boot(app: App): () => void {
  const read = linkNow(app);
  const { link } = read;
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
    attachTabs(app),
  ];
  const { done } = visit(app, read);
  stops.push(attachHistory(app, (next) => visit(app, next).arranged, done));
  const setups = [link.setup, ...link.beside];
  const verifiers = setups.map(({ verifier }) => verifier);
  const verifier = verifiers.find((id) => id !== null && modelless(id) === undefined) ?? null;
  const policy = setups.map((setup) => setup.policy).find((id) => id !== null) ?? null;
  void learnModels(app, { policy, verifier }, savesData() ? () => {} : () => loadModels(app));
  return () => {
    for (const stop of stops) stop();
  };
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
