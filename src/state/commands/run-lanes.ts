/** Run the lanes side by side on the live models; `cancelRun` ends them too. */
import { parseProblem } from "../../problems/families/index.ts";
import type { SearchEvent } from "../../search/events.ts";
import type { App } from "../app.ts";
import { pause, play } from "../stores/head.ts";
import { append, empty, settle } from "../stores/playback.ts";
import { replaceLog, transit } from "../stores/run.ts";
import { heard, move, retrack, whileRunning } from "./lanes.ts";
import { requestOf, whyNotRun } from "./search.ts";

/** Start the lanes that are heard, with their setups as they are; the page follows them live. */
export async function startLanes(page: App): Promise<void> {
  const parsed = parseProblem(page.setup.getState().text);
  if (whyNotRun(page) !== null || !parsed.ok) return;
  page.lanes.setState({ repeats: null, drawer: null });
  const runs = heard(page).map(({ app }) => openRun(page, app));
  move(page, (head) => play({ ...head, at: 0 }));
  await whileRunning(page, async (signal) => {
    const lanes = runs.map(({ app }) => requestOf(page, parsed.problem, app.setup.getState()));
    const { currency } = page.lanes.getState();
    await page.engine.compare({ lanes, currency }, runs, signal);
  });
  for (const { end } of runs) end();
  // Nothing came: there is nothing to play.
  if (page.lanes.getState().head.marks.length === 0) move(page, pause);
}

/** A lane's log, from its beginning; what comes is dropped once the lane shows another. */
function openRun(page: App, app: App) {
  let mine = -1;
  const change = (work: () => void) => {
    if (app.run.getState().generation !== mine) return;
    work();
    retrack(page);
  };
  const begin = () => {
    app.ui.setState({ selected: null });
    replaceLog(app.run, { kind: "live" }, () => ({ ...empty, streaming: true }));
    mine = app.run.getState().generation;
  };
  begin();
  retrack(page);
  return {
    app,
    onEvents: (events: SearchEvent[]) =>
      change(() => {
        transit(app.run, (playback) => append(playback, events));
        if (events.at(-1)?.type === "done") transit(app.run, settle);
      }),
    onRestart: () => change(begin),
    end: () => change(() => transit(app.run, settle)),
  };
}
