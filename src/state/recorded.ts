/** Open a log that exists already: a recorded run, or a file of the user's. */

import type { Catalog } from "../engine/catalog.ts";
import { isSweep } from "../experiments/sweep/open.ts";
import type { SearchLog } from "../search/events.ts";
import { readLog } from "../search/log.ts";
import type { App } from "./app.ts";
import { fetchRecorded, type Recorded } from "./gallery.ts";
import { knownFor, modelOfLog } from "./known-models.ts";
import { cancelRun } from "./live.ts";
import { open } from "./playback.ts";
import { replaceLog, type Source } from "./run.ts";
import type { Setup } from "./setup.ts";
import { sweeping } from "./sweep/sweep.ts";
import { closeSweepView, openResults } from "./sweep/view.ts";

/** The setup that a log was made with, so that "Run" repeats it. */
export function setupOf(log: SearchLog, before: Setup, catalog: Catalog | null): Setup {
  const start = log[0];
  if (start?.type !== "start") return before;
  return {
    ...before,
    family: start.problem.family,
    text: start.problem.text,
    strategy: start.strategy,
    knobs: { ...before.knobs, ...start.knobs },
    seed: start.seed,
    budget: start.budget,
    policy: modelOfLog(start.policy.id, before.policy, knownFor(catalog, "policy")),
    verifier: modelOfLog(start.verifier?.id, before.verifier, knownFor(catalog, "prm")),
  };
}

/** Read a log and show it. @returns whether it could be read; if not, the page says why. */
function show(app: App, text: string, source: Source, from: "start" | "end"): boolean {
  const read = readLog(text);
  if (!read.ok) {
    app.run.setState({
      failure: { message: read.error, advice: "What was on the page is still there." },
    });
    return false;
  }
  cancelRun(app);
  app.ui.setState({ selected: null });
  const { catalog } = app.catalog.getState();
  app.setup.setState(setupOf(read.log, app.setup.getState(), catalog), true);
  replaceLog(app.run, source, (playback) => open(playback, read.log, from));
  return true;
}

/** Fetch a run of the gallery and play it from its start. */
export async function openRecorded(app: App, entry: Recorded): Promise<boolean> {
  try {
    const { id, title, scripted } = entry;
    const text = await fetchRecorded(entry);
    return show(app, text, { kind: "recorded", id, title, scripted }, "start");
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    app.run.setState({ failure: { message, advice: "Check the connection, then try again." } });
    return false;
  }
}

/** Larger logs than this are refused: the page would not stay smooth. */
const LARGEST_BYTES = 50e6;

/** Open a log, or a sweep's results, that the user picked or dropped. */
export async function openFile(app: App, file: File): Promise<boolean> {
  if (file.size > LARGEST_BYTES) {
    app.run.setState({
      failure: {
        message: `${file.name} is larger than ${LARGEST_BYTES / 1e6} MB, the most that the page opens.`,
        advice: "Record a run with a smaller budget.",
      },
    });
    return false;
  }
  const text = await file.text();
  if (isSweep(text)) return openResults(app, file.name, text);
  const shown = show(app, text, { kind: "file", name: file.name }, "start");
  if (shown && sweeping(app)) void closeSweepView(app);
  return shown;
}
