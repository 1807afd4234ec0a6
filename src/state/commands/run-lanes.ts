/** Run the lanes side by side on the live models; `cancelRun` ends them too. */
import { parseProblem } from "../../problems/families/index.ts";
import type { SearchEvent } from "../../search/events.ts";
import type { App } from "../app.ts";
import type { Figure } from "../figure.ts";
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
  const runs = heard(page).map(({ figure }) => openRun(page, figure));
  move(page, (head) => play({ ...head, at: 0 }));
  await whileRunning(page, async (signal) => {
    const lanes = runs.map(({ setup }) => requestOf(page, parsed.problem, setup));
    const { currency } = page.lanes.getState();
    await page.engine.compare({ lanes, currency }, runs, signal);
  });
  for (const { end } of runs) end();
  // Nothing came: there is nothing to play.
  if (page.lanes.getState().head.marks.length === 0) move(page, pause);
}

/** A lane's log, from its beginning; what comes is dropped once the lane shows another. */
function openRun(page: App, { run, setup, ui }: Figure) {
  let mine = -1;
  const change = (work: () => void) => {
    if (run.getState().generation !== mine) return;
    work();
    retrack(page);
  };
  const begin = () => {
    ui.setState({ selected: null });
    replaceLog(run, { kind: "live" }, () => ({ ...empty, streaming: true }));
    mine = run.getState().generation;
  };
  begin();
  retrack(page);
  return {
    setup: setup.getState(),
    onEvents: (events: SearchEvent[]) =>
      change(() => {
        transit(run, (playback) => append(playback, events));
        if (events.at(-1)?.type === "done") transit(run, settle);
      }),
    onRestart: () => change(begin),
    end: () => change(() => transit(run, settle)),
  };
}
