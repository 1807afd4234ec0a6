/** Hand the log on the page to the user as a file. */
import { writeLog } from "../search/log.ts";
import type { App } from "./app.ts";

/** "beam-make-24-from-4-7-8-8-seed-1.json" */
export function fileName(strategy: string, problem: string, seed: number): string {
  const words = problem.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${[strategy, ...words].join("-").slice(0, 60)}-seed-${seed}.json`;
}

export function exportLog(app: App): void {
  const { events } = app.run.getState().playback;
  const start = events[0];
  if (start?.type !== "start") return;
  const log = new Blob([writeLog(events)], { type: "application/json" });
  handOver(log, fileName(start.strategy, start.problem.text, start.seed));
}

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
