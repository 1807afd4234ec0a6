/** Open a recorded run, or a file of the user's: a log, saved lanes, or a sweep's results. */

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

/** A refusal of a file, with the file's name in front; a run of the gallery has none. */
const about = (source: Source, error: string): string =>
  source.kind === "file" ? `${source.name}: ${error}` : error;

/** Show a log in the view of one search. @returns false when it could not be read; the page then says why. */
function show(app: App, read: LogResult, source: Source, from: "start" | "end"): boolean {
  if (!read.ok) return refused(app, about(source, read.error));
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
  if (!read.ok) return refused(page, about(source, read.error));
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

const KINDS =
  "The page opens a recorded run or searches side by side (.json, from Save) and the results of a sweep (.jsonl, from Save as JSON).";

/**
 * Open what the user picked or dropped: the first of the files that can be read. @returns whether
 * one was opened. The page says which one, or why none was.
 */
export async function openFiles(app: App, files: readonly File[]): Promise<boolean> {
  for (const file of files) {
    if (!(await openFile(app, file))) continue;
    const others = files.filter((one) => one !== file).map(({ name }) => name);
    if (others.length > 0)
      app.run.setState({
        failure: {
          message: `${file.name} is open.`,
          advice: `The page opens one file at a time; ${others.join(", ")} ${others.length === 1 ? "was" : "were"} left out.`,
        },
      });
    return true;
  }
  if (files.length === 0) return refused(app, `What was dropped holds no file. ${KINDS}`);
  return false;
}

/** Open a log, saved lanes, or a sweep's results. @returns as `show`. */
export async function openFile(app: App, file: File): Promise<boolean> {
  const { name } = file;
  if (file.size > LARGEST_BYTES) {
    app.run.setState({
      failure: {
        message: `${name} is larger than ${LARGEST_BYTES / 1e6} MB, the most that the page opens.`,
        advice: "Record a run with a smaller budget.",
      },
    });
    return false;
  }
  const text = await file.text().catch(() => null);
  if (text === null)
    return refused(app, `${name} cannot be read; it may be a folder, or it was moved. ${KINDS}`);
  if (isSweep(text)) return openResults(app, name, text);
  const json = jsonIn(text);
  if (json === undefined)
    return refused(app, `${name} is not a file that this page knows. ${KINDS}`);
  const source: Source = { kind: "file", name };
  const shown = saysLanes(json)
    ? showLanes(app, json, source)
    : show(app, parseLog(json), source, "start");
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
