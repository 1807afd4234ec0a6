/** Run the setup on the live models, and cancel it. */

import { toFailure } from "../../engine/contract/errors.ts";
import type { SearchRequest } from "../../engine/contract/requests.ts";
import { parseProblem } from "../../problems/families/index.ts";
import { type Problem, recordOf } from "../../problems/problem.ts";
import { paceOf } from "../../search/pace.ts";
import { type App, strategyOf } from "../app.ts";
import { append, openLive, settle } from "../stores/playback.ts";
import { replaceLog, transit } from "../stores/run.ts";
import { knobsFor, type Setup } from "../stores/setup.ts";
import { mustLoad, namedModels } from "./models.ts";
import { stopAsking } from "./second-opinions.ts";

/** Why a run cannot start now, as a sentence; null when it can. */
export function whyNotRun(app: App): string | null {
  if (app.abort) return "A search is running.";
  const { text, family } = app.setup.getState();
  const parsed = parseProblem(text, family);
  if (!parsed.ok) return parsed.error.message;
  switch (app.engineState.getState().engine.status) {
    case "idle":
      return "The models are not loaded yet.";
    case "loading":
      return "The models are still loading; until then, a recorded run can be watched.";
    case "failed":
      return "The models could not be loaded; recorded runs still play.";
    case "searching":
      return "A search is running.";
    case "asking":
    case "ready":
      return mustLoad(app) ? "The chosen models are about to be loaded." : null;
  }
}

/** A setup as the engine takes it. */
export function requestOf(app: App, problem: Problem, setup: Setup): SearchRequest {
  const strategy = strategyOf(app, setup.strategy);
  return {
    problem: recordOf(problem),
    strategy: strategy.id,
    knobs: knobsFor(strategy, setup.knobs),
    seed: setup.seed,
    budget: setup.budget,
    ...namedModels(app, setup),
  };
}

/** Start a search with the setup as it is; the page follows it live. */
export async function startRun(app: App): Promise<void> {
  if (whyNotRun(app) !== null) return;
  const setup = app.setup.getState();
  const parsed = parseProblem(setup.text);
  if (!parsed.ok) return;
  const abort = new AbortController();
  app.abort = abort;
  app.ui.setState({ selected: null });
  if (app.question.asked) await stopAsking(app);
  // Another log may be opened while this search still runs down: that one is not written to.
  let mine = -1;
  const isMine = () => app.run.getState().generation === mine;
  const begin = () => {
    replaceLog(app.run, { kind: "live" }, openLive);
    mine = app.run.getState().generation;
  };
  begin();
  try {
    await app.engine.search(
      requestOf(app, parsed.problem, setup),
      {
        onEvents: (events) => {
          if (isMine()) transit(app.run, (playback) => append(playback, events));
        },
        onRestart: () => {
          if (isMine()) begin();
        },
      },
      abort.signal,
    );
  } catch (thrown) {
    const { kind, message, advice } = toFailure(thrown);
    if (kind !== "cancelled" && isMine()) app.run.setState({ failure: { message, advice } });
  } finally {
    app.abort = null;
    if (isMine()) {
      transit(app.run, settle);
      const { events } = app.run.getState().playback;
      const pace = paceOf(app.snapshots.at(events, events.length).ledgers);
      if (pace) app.pace.setState({ pace });
    }
    // The buttons look again.
    else app.run.setState({});
  }
}

export function cancelRun(app: App): void {
  app.abort?.abort();
}
