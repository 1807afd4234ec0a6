/**
 * Searches side by side: the same problem, each lane with its own setup, log and figure, all
 * under one player. Models, engine and problem are the page's.
 */

import { toFailure } from "../../engine/contract/errors.ts";
import { seedAfter } from "../../search/seed.ts";
import type { App } from "../app.ts";
import { createFigure, type Figure } from "../figure.ts";
import { cursorAt, emptyHead, type Head, pause, trackOf, withTracks } from "../stores/head.ts";
import { FEWEST_LANES, type Lane, type Lockstep, MOST_LANES } from "../stores/lanes.ts";
import { empty } from "../stores/playback.ts";
import { replaceLog, transit } from "../stores/run.ts";
import type { Setup } from "../stores/setup.ts";
import { setProblem } from "./budget-fit.ts";
import { stopAsking } from "./second-opinions.ts";

export const lanesOf = (app: App): readonly Lane[] => app.lanes.getState().lanes;
export const comparing = (app: App): boolean => lanesOf(app).length > 0;
export const heard = (app: App): Lane[] => lanesOf(app).filter(({ muted }) => !muted);

/** The lane that this is the figure of; undefined for the page's own. */
export const laneOf = (app: App, figure: Figure): Lane | undefined =>
  lanesOf(app).find((lane) => lane.figure === figure);

/** The page's figures: of each lane, or the one. */
export const figuresOf = (app: App): readonly Figure[] =>
  comparing(app) ? lanesOf(app).map(({ figure }) => figure) : [app];

/** The setups that a run would run. */
export const setupsOf = (app: App): Setup[] =>
  (comparing(app) ? heard(app).map(({ figure }) => figure) : [app]).map(({ setup }) =>
    setup.getState(),
  );

/** Whatever is at work on the models. */
export function stopWork(page: App): void {
  page.abort?.abort();
  void stopAsking(page);
}

let made = 0;

function makeLane(page: App, setup: Setup): Lane {
  const figure = createFigure(setup);
  // The page looks at one store: whatever changes in a lane's setup is a change of the lanes.
  figure.setup.subscribe(() => page.lanes.setState({}));
  return { id: ++made, figure, muted: false };
}

/** Lanes of these setups, two to four; what was there before is gone. */
export function openLanes(page: App, setups: readonly Setup[], currency?: Lockstep): void {
  stopWork(page);
  const lanes = setups.slice(0, MOST_LANES).map((setup) => makeLane(page, setup));
  const before = page.lanes.getState();
  page.lanes.setState({
    lanes,
    currency: currency ?? before.currency,
    head: emptyHead,
    drawer: null,
    repeats: null,
  });
}

/** Back to one search: the first lane's, with its log. */
export function closeLanes(page: App): void {
  const [first] = lanesOf(page);
  if (!first) return;
  stopWork(page);
  page.setup.setState(first.figure.setup.getState(), true);
  const { source, playback } = first.figure.run.getState();
  page.ui.setState({ selected: null });
  page.lanes.setState({ lanes: [], head: emptyHead, drawer: null, repeats: null });
  if (playback.events.length === 0) return;
  replaceLog(page.run, source, () => ({
    ...empty,
    events: playback.events,
    cursor: playback.cursor,
    speed: page.run.getState().playback.speed,
  }));
}

/** The same lane again, beside it. */
export function duplicateLane(page: App, id: number): void {
  const { lanes } = page.lanes.getState();
  const at = lanes.findIndex((lane) => lane.id === id);
  const lane = lanes[at];
  if (!lane || lanes.length >= MOST_LANES) return;
  const copy = makeLane(page, lane.figure.setup.getState());
  page.lanes.setState({ lanes: [...lanes.slice(0, at + 1), copy, ...lanes.slice(at + 1)] });
  retrack(page);
}

export function removeLane(page: App, id: number): void {
  const { lanes, drawer } = page.lanes.getState();
  if (lanes.length <= FEWEST_LANES) return;
  const gone = lanes.find((lane) => lane.id === id);
  if (gone?.figure.opinions.getState().asking) void stopAsking(page);
  page.lanes.setState({
    lanes: lanes.filter((lane) => lane.id !== id),
    drawer: drawer?.kind === "lane" && drawer.id === id ? null : drawer,
  });
  retrack(page);
}

/** At least one lane is always heard. */
export function muteLane(page: App, id: number, muted: boolean): void {
  if (muted && heard(page).every((lane) => lane.id === id)) return;
  page.lanes.setState(({ lanes }) => ({
    lanes: lanes.map((lane) => (lane.id === id ? { ...lane, muted } : lane)),
  }));
  retrack(page);
}

/** The next seed in every lane. */
export function otherSeed(page: App): void {
  for (const { figure } of lanesOf(page))
    figure.setup.setState(({ seed }) => ({ seed: seedAfter(seed) }));
}

export function setCurrency(page: App, currency: Lockstep): void {
  page.lanes.setState(({ head }) => ({ currency, head: { ...head, at: 0 } }));
  retrack(page);
  move(page, (head) => ({ ...head, at: head.marks.at(-1) ?? 0 }));
}

/** The heard lanes that have a log, in their order; the head's tracks are theirs. */
export const tracked = (page: App): Lane[] =>
  heard(page).filter(({ figure }) => figure.run.getState().playback.events.length > 0);

/** Read the lanes' logs anew, after they have grown or changed. */
export function retrack(page: App): void {
  const { currency } = page.lanes.getState();
  const tracks = heard(page).flatMap(({ figure }) => {
    const { events, streaming } = figure.run.getState().playback;
    return events.length > 0 || streaming ? [trackOf(events, currency, !streaming)] : [];
  });
  move(page, (head) => withTracks(head, tracks));
}

/** Put the head through one of its transitions; every lane shows what it had by then. */
export function move(page: App, change: (head: Head) => Head): void {
  const head = change(page.lanes.getState().head);
  page.lanes.setState({ head });
  const { currency } = page.lanes.getState();
  for (const { figure } of lanesOf(page)) {
    const { events, cursor } = figure.run.getState().playback;
    const shown = cursorAt(trackOf(events, currency, true), head.at);
    if (shown !== cursor) transit(figure.run, (playback) => ({ ...playback, cursor: shown }));
  }
}

/** Run `work` as the one thing that the page runs; its signal ends it. */
export async function whileRunning(
  page: App,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const abort = new AbortController();
  page.abort = abort;
  page.lanes.setState({ running: true });
  try {
    await stopAsking(page);
    await work(abort.signal);
  } catch (thrown) {
    const { kind, message, advice } = toFailure(thrown);
    if (kind !== "cancelled") page.run.setState({ failure: { message, advice } });
  } finally {
    page.abort = null;
    page.lanes.setState({ running: false });
    // The buttons of one search look again too.
    page.run.setState({});
  }
}

/**
 * The problem is the page's, and every lane's: where it is another, what the lanes show is of no
 * use any more. @returns stop.
 */
export const attachProblem = (page: App): (() => void) =>
  page.setup.subscribe(({ family, text, difficulty }, before) => {
    const lanes = lanesOf(page);
    if (lanes.length === 0) return;
    for (const { figure } of lanes) {
      if (text === before.text) figure.setup.setState({ family, difficulty });
      else setProblem(page, figure, { family, text, difficulty });
    }
    if (text === before.text) return;
    stopWork(page);
    for (const { figure } of lanes) {
      figure.ui.setState({ selected: null });
      replaceLog(figure.run, { kind: "none" }, () => empty);
    }
    page.lanes.setState({ repeats: null });
    retrack(page);
    move(page, pause);
  });
