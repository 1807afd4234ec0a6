/** Hand the log on the page, or those of the lanes, to the user as a file. */

import { writeLog } from "../search/log.ts";
import type { App } from "./app.ts";
import { lanesOf } from "./commands/lanes.ts";
import { type SavedLanes, writeLanes } from "./lanes-file.ts";
import { FEWEST_LANES } from "./stores/lanes.ts";

/** "beam-make-24-from-4-7-8-8-seed-1.json" */
export function fileName(strategy: string, problem: string, seed: number): string {
  const words = problem.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${[strategy, ...words].join("-").slice(0, 60)}-seed-${seed}.json`;
}

export function exportLog(app: App): void {
  const { events } = app.run.getState().playback;
  const start = events[0];
  if (start?.type !== "start") return;
  handOver(json(writeLog(events)), fileName(start.strategy, start.problem.text, start.seed));
}

/** The lanes that have a log, as they are saved; null where they are fewer than two. */
export function savedLanes(page: App): SavedLanes | null {
  const lanes = lanesOf(page).flatMap(({ figure, muted }) => {
    const log = figure.run.getState().playback.events;
    return log.length > 0 ? [{ log, muted }] : [];
  });
  if (lanes.length < FEWEST_LANES || lanes.every(({ muted }) => muted)) return null;
  return { lockstep: page.lanes.getState().currency, lanes };
}

export function exportLanes(page: App): void {
  const saved = savedLanes(page);
  if (!saved) return;
  const { text, seed } = page.setup.getState();
  handOver(json(writeLanes(saved)), fileName(`${saved.lanes.length}-lanes`, text, seed));
}

const json = (text: string): Blob => new Blob([text], { type: "application/json" });

/** Give the user a file. */
export function handOver(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // Some browsers read the address only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
