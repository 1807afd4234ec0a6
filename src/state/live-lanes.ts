/** Run the lanes side by side on the live models; `cancelRun` ends them too. */
import { toFailure } from "../engine/errors.ts";
import { parseProblem } from "../problems/index.ts";
import type { App } from "./app.ts";
import { pause, play } from "./head.ts";
import { heard, lanesOf, move, retrack } from "./lanes.ts";
import { requestOf, whyNotRun } from "./live.ts";
import { append, empty, settle } from "./playback.ts";
import { replaceLog, transit } from "./run.ts";

/** Start the lanes that are heard, with their setups as they are; the page follows them live. */
export async function startLanes(page: App): Promise<void> {
  if (whyNotRun(page) !== null) return;
  const parsed = parseProblem(page.setup.getState().text);
  if (!parsed.ok) return;
  const abort = new AbortController();
  page.abort = abort;
  page.lanes.setState({ repeats: null, drawer: null });
  const runs = heard(page).map(({ app }) => {
    let mine = -1;
    const isMine = () => app.run.getState().generation === mine;
    const begin = () => {
      app.ui.setState({ selected: null });
      replaceLog(app.run, { kind: "live" }, () => ({ ...empty, streaming: true }));
      mine = app.run.getState().generation;
    };
    begin();
    return { app, isMine, begin };
  });
  const change = (work: () => void) => {
    work();
    retrack(page);
  };
  retrack(page);
  move(page, (head) => play({ ...head, at: 0 }));
  try {
    await page.engine.compare(
      {
        lanes: runs.map(({ app }) => requestOf(page, parsed.problem, app.setup.getState())),
        currency: page.lanes.getState().currency,
      },
      runs.map(({ app, isMine, begin }) => ({
        onEvents: (events) => {
          if (isMine())
            change(() => {
              transit(app.run, (playback) => append(playback, events));
              if (events.at(-1)?.type === "done") transit(app.run, settle);
            });
        },
        onRestart: () => {
          if (isMine()) change(begin);
        },
      })),
      abort.signal,
    );
  } catch (thrown) {
    const { kind, message, advice } = toFailure(thrown);
    if (kind !== "cancelled") page.run.setState({ failure: { message, advice } });
  } finally {
    page.abort = null;
    for (const { app, isMine } of runs) if (isMine()) transit(app.run, settle);
    retrack(page);
    // Nothing came: there is nothing to play.
    if (page.lanes.getState().head.marks.length === 0) move(page, pause);
    // The buttons look again.
    page.run.setState({});
  }
}

/** The lanes' logs are gone once their problem is another. */
export const hasLogs = (page: App): boolean =>
  lanesOf(page).some(({ app }) => app.run.getState().playback.events.length > 0);
