/** All that a view shows, kept so that going back finds it as it was left. */
import { linkOf } from "../address/address.ts";
import type { Link } from "../address/link.ts";
import { type App, type View, viewOf } from "../app.ts";
import { pause } from "../stores/head.ts";
import type { Lanes } from "../stores/lanes.ts";
import { settle } from "../stores/playback.ts";
import { type Run, replaceLog } from "../stores/run.ts";
import type { Setup } from "../stores/setup.ts";
import type { Sweep } from "../stores/sweep.ts";
import { stopWork } from "./lanes.ts";
import { closeSweepView, openSweepView } from "./sweep/view.ts";

export interface KeptView {
  readonly view: View;
  readonly link: Link;
  readonly setup: Setup;
  readonly run: Pick<Run, "source" | "playback">;
  /** Each lane's figure holds its log. */
  readonly lanes: Pick<Lanes, "lanes" | "currency" | "head" | "repeats">;
  readonly sweep: Pick<Sweep, "draft" | "results" | "reading">;
}

/** What is on the page now. It costs nothing: states are kept, none is copied. */
export function keepView(app: App): KeptView {
  const { source, playback } = app.run.getState();
  const { lanes, currency, head, repeats } = app.lanes.getState();
  const { draft, results, reading } = app.sweep.getState();
  return {
    view: viewOf(app),
    link: linkOf(app),
    setup: app.setup.getState(),
    run: { source, playback },
    lanes: { lanes, currency, head, repeats },
    sweep: { draft, results, reading },
  };
}

/** Show it again. What runs is stopped; a sweep comes to rest first. */
export async function showView(app: App, kept: KeptView): Promise<void> {
  if (kept.view === "sweep") {
    app.sweep.setState({ results: kept.sweep.results, reading: kept.sweep.reading });
    openSweepView(app, kept.sweep.draft);
    return;
  }
  if (viewOf(app) === "sweep") await closeSweepView(app);
  stopWork(app);
  // The lanes come last: a change of the page's problem would empty them.
  app.lanes.setState({ lanes: [] });
  app.setup.setState(kept.setup, true);
  app.ui.setState({ selected: null });
  const { source, playback } = kept.run;
  // Of a search that was left before its first step there is nothing to show.
  const begun = playback.events.length > 0;
  replaceLog(app.run, begun ? source : { kind: "none" }, () =>
    playback.streaming ? settle(playback) : playback,
  );
  const { head, ...lanes } = kept.lanes;
  app.lanes.setState({ ...lanes, head: pause(head), drawer: null });
}
