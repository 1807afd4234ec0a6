/** Open a log that exists already: a recorded run, or a file of the user's; the latter may hold lanes. */

import type { Catalog } from "../../engine/sources/catalog.ts";
import { isSweep } from "../../experiments/sweep/open.ts";
import type { SearchLog } from "../../search/events.ts";
import { type LogResult, parseLog, readLog } from "../../search/log.ts";
import type { App } from "../app.ts";
import { knownFor, modelOfLog } from "../known-models.ts";
import { parseLanes, saysLanes } from "../lanes-file.ts";
import { fetchRecorded, type Recorded } from "../stores/gallery.ts";
import { play } from "../stores/head.ts";
import { empty, open } from "../stores/playback.ts";
import { replaceLog, type Source } from "../stores/run.ts";
import type { Setup } from "../stores/setup.ts";
import { closeLanes, lanesOf, move, muteLane, openLanes, retrack } from "./lanes.ts";
import { cancelRun } from "./search.ts";
import { sweeping } from "./sweep/own.ts";
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

function refused(app: App, message: string): false {
  app.run.setState({ failure: { message, advice: "What was on the page is still there." } });
  return false;
}

/** Show a log that was read, in the view of one search. @returns whether it could be read; if not, the page says why. */
function show(app: App, read: LogResult, source: Source, from: "start" | "end"): boolean {
  if (!read.ok) return refused(app, read.error);
  cancelRun(app);
  closeLanes(app);
  app.ui.setState({ selected: null });
  const { catalog } = app.catalog.getState();
  app.setup.setState(setupOf(read.log, app.setup.getState(), catalog), true);
  replaceLog(app.run, source, (playback) => open(playback, read.log, from));
  return true;
}

/** Show saved lanes, and play them from their start. @returns as `show`. */
function showLanes(page: App, json: unknown, source: Source): boolean {
  const read = parseLanes(json);
  if (!read.ok) return refused(page, read.error);
  cancelRun(page);
  closeLanes(page);
  const { catalog } = page.catalog.getState();
  const before = page.setup.getState();
  const setups = read.lanes.map(({ log }) => setupOf(log, before, catalog));
  const [first] = setups;
  if (first) page.setup.setState(first, true);
  page.run.setState({ failure: null });
  openLanes(page, setups, read.lockstep);
  for (const [index, { figure, id }] of lanesOf(page).entries()) {
    const saved = read.lanes[index];
    if (!saved) continue;
    replaceLog(figure.run, source, () => ({ ...empty, events: saved.log }));
    if (saved.muted) muteLane(page, id, true);
  }
  retrack(page);
  move(page, play);
  return true;
}

/**
 * Fetch a run of the gallery and play it from its start. @param wanted asked once it is there:
 * whether it is still to be shown. @returns whether it is.
 */
export async function openRecorded(
  app: App,
  entry: Recorded,
  wanted: () => boolean = () => true,
): Promise<boolean> {
  try {
    const { id, title, scripted } = entry;
    const text = await fetchRecorded(entry);
    if (!wanted()) return false;
    return show(app, readLog(text), { kind: "recorded", id, title, scripted }, "start");
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    app.run.setState({ failure: { message, advice: "Check the connection, then try again." } });
    return false;
  }
}

/** Larger files than this are refused: the page would not stay smooth. */
const LARGEST_BYTES = 50e6;

/** Open a file that the user picked or dropped: a log, those of lanes, or a sweep's results. */
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
  const source: Source = { kind: "file", name: file.name };
  const json = jsonIn(text);
  const shown = saysLanes(json)
    ? showLanes(app, json, source)
    : show(app, json === undefined ? readLog(text) : parseLog(json), source, "start");
  if (shown && sweeping(app)) void closeSweepView(app);
  return shown;
}

/** undefined where it is not JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
