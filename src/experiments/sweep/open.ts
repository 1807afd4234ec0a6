/** Reads any file of a sweep: one that may still grow, or a packed one. */
import { z } from "zod";
import {
  type Header,
  otherVersion,
  parseJson,
  type Refused,
  readResults,
  refuse,
  SWEEP_VERSION,
} from "./file.ts";
import { type Outcome, outcomesOf, type PassAtOne, passAtOneOf } from "./outcomes.ts";
import { PACKED, readPacked } from "./packed.ts";

export interface Finished {
  header: Header;
  outcomes: readonly Outcome[];
  /** Empty when no run holds samples. */
  passAtOne: PassAtOne;
}
export type Opened = { ok: true; finished: Finished } | Refused;

const openingSchema = z.looseObject({ type: z.enum(["sweep", PACKED]), version: z.unknown() });

/** Whether the first line of a file says that it is a sweep's. */
export const isSweep = (text: string): boolean => openingOf(text) !== null;
export const isPacked = (text: string): boolean => openingOf(text)?.type === PACKED;

function openingOf(text: string): z.infer<typeof openingSchema> | null {
  const end = text.indexOf("\n");
  const parsed = openingSchema.safeParse(parseJson(end < 0 ? text : text.slice(0, end)));
  return parsed.success ? parsed.data : null;
}

/** @param text of the whole file. @returns what it holds, or a sentence on what is wrong with it. */
export function openSweep(text: string): Opened {
  const opening = openingOf(text);
  if (opening?.type === PACKED) {
    if (opening.version !== SWEEP_VERSION) return otherVersion(opening.version);
    const packed = readPacked(text);
    if (!packed.ok) return packed;
    const { header, outcomes, passAtOne } = packed;
    return nonEmpty({ header, outcomes, passAtOne });
  }
  const read = readResults(text);
  if (read === null) return refuse("The file holds no results yet.");
  if (!read.ok) return read;
  const { header, runs } = read.results;
  return nonEmpty({ header, outcomes: outcomesOf({ header, runs }), passAtOne: passAtOneOf(runs) });
}

const nonEmpty = (finished: Finished): Opened =>
  finished.outcomes.length > 0
    ? { ok: true, finished }
    : refuse("The file of results holds no run yet.");
