/**
 * Searches side by side as a file: a JSON object with each lane's log, one event a line. What is
 * read is checked as a recorded run is, lane by lane, and that all search one problem. Refusals are
 * one sentence.
 */

import { z } from "zod";
import type { SearchLog } from "../search/events.ts";
import { parseLog, writeLog } from "../search/log.ts";
import { FEWEST_LANES, LOCKSTEPS, type Lockstep, MOST_LANES } from "./stores/lanes.ts";

const KIND = "ponderosa-lanes";
export const LANES_VERSION = 1;

export interface SavedLane {
  readonly log: SearchLog;
  readonly muted: boolean;
}

export interface SavedLanes {
  readonly lockstep: Lockstep;
  /** Two to four, each with a log that makes a tree of the same problem. */
  readonly lanes: readonly SavedLane[];
}

export type LanesResult = ({ ok: true } & SavedLanes) | { ok: false; error: string };

/** The file's text; `parseLanes` reads what JSON makes of it. */
export function writeLanes({ lockstep, lanes }: SavedLanes): string {
  const head = `"kind":"${KIND}","version":${LANES_VERSION},"lockstep":"${lockstep}"`;
  const each = lanes.map(({ log, muted }) => `{"muted":${muted},"log":${writeLog(log).trim()}}`);
  return `{${head},"lanes":[\n${each.join(",\n")}\n]}\n`;
}

/** Whether it says of itself that it is such a file. */
export const saysLanes = (json: unknown): boolean =>
  z.looseObject({ kind: z.literal(KIND) }).safeParse(json).success;

const fileSchema = z.object({
  lockstep: z.enum(LOCKSTEPS),
  lanes: z
    .array(z.object({ muted: z.boolean(), log: z.unknown() }))
    .min(FEWEST_LANES)
    .max(MOST_LANES),
});

/** Check what a file held once parsed as JSON. */
export function parseLanes(json: unknown): LanesResult {
  const version = z.looseObject({ version: z.unknown() }).safeParse(json).data?.version;
  if (version !== LANES_VERSION)
    return refuse(
      `These lanes were saved in version ${JSON.stringify(version) ?? "unknown"} of their file; this page reads version ${LANES_VERSION}.`,
    );
  const file = fileSchema.safeParse(json);
  if (!file.success)
    return refuse(
      `This is not a file of lanes: it should hold ${FEWEST_LANES} to ${MOST_LANES} of them, each with a log, and one of ${LOCKSTEPS.join(", ")} to go in step of.`,
    );
  const { lockstep, lanes } = file.data;
  if (lanes.every(({ muted }) => muted))
    return refuse("All lanes of this file are muted; at least one must be heard.");
  const read: SavedLane[] = [];
  for (const [index, { muted, log }] of lanes.entries()) {
    const parsed = parseLog(log);
    if (!parsed.ok) return refuse(`Lane ${index + 1} of this file: ${parsed.error}`);
    read.push({ muted, log: parsed.log });
  }
  const problems = new Set(read.map(({ log }) => problemIn(log)));
  if (problems.size > 1)
    return refuse("The lanes of this file search different problems; lanes search the same one.");
  return { ok: true, lockstep, lanes: read };
}

function problemIn([start]: SearchLog): string {
  return start?.type === "start" ? JSON.stringify([start.problem.family, start.problem.text]) : "";
}

const refuse = (error: string): LanesResult => ({ ok: false, error });
