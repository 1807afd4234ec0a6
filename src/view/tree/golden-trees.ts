/** For tests: the trees of the strategies' golden logs. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SearchLog } from "../../search/events.ts";
import { readLog } from "../../search/log.ts";
import { fold, type Tree } from "../../search/tree.ts";

export function goldenLog(strategy: string): SearchLog {
  const path = fileURLToPath(new URL(`../../search/goldens/${strategy}.log`, import.meta.url));
  const read = readLog(readFileSync(path, "utf8"));
  if (!read.ok) throw new Error(read.error);
  return read.log;
}

/** @param events how many events of the log; all when left out. */
export const goldenTree = (strategy: string, events?: number): Tree =>
  fold(goldenLog(strategy).slice(0, events));
