/**
 * The player of searches side by side, as pure transitions. Time is what has been spent in one
 * currency: at each place of the head every lane shows what it had by that cost. While lanes
 * still run the head goes no further than the one that has spent least, so that they are always
 * shown for the same price.
 */
import type { SearchLog } from "../../search/events.ts";
import type { Currency } from "../../search/ledger.ts";
import { SPEEDS } from "./playback.ts";

/** One lane's log, seen as costs. */
export interface Track {
  /** Spent after each event; it never falls. */
  readonly costs: readonly number[];
  /** No event will follow. */
  readonly ended: boolean;
}

export interface Head {
  readonly tracks: readonly Track[];
  /** The costs at which any lane changes, each once, ascending. */
  readonly marks: readonly number[];
  /** What has been spent by now, as shown. */
  readonly at: number;
  readonly playing: boolean;
  /** Cost-time per wall-clock time. */
  readonly speed: number;
}

export const emptyHead: Head = { tracks: [], marks: [], at: 0, playing: false, speed: 1 };

/** Milliseconds, at speed 1, from one mark to the next, on average; together no more and no less than so long. */
const MARK_MS = 300;
const SHORTEST_MS = 4_000;
const LONGEST_MS = 40_000;
/** A head that follows running lanes catches up so that it lags about so far behind. */
const LAG_MS = 1200;

export function trackOf(log: SearchLog, currency: Currency, ended: boolean): Track {
  let spent = 0;
  const costs = log.map((event) => {
    if ("ledger" in event) spent = event.ledger[currency];
    return spent;
  });
  return { costs, ended };
}

/** Lanes have grown, come or gone. */
export function withTracks(head: Head, tracks: readonly Track[]): Head {
  const marks = [...new Set(tracks.flatMap(({ costs }) => costs))].sort((a, b) => a - b);
  const next = { ...head, tracks, marks };
  return { ...next, at: Math.min(head.at, frontierOf(next)) };
}

/** The most that any lane has spent. */
export const endOf = ({ marks }: Head): number => marks.at(-1) ?? 0;

export const streams = ({ tracks }: Head): boolean => tracks.some(({ ended }) => !ended);

/** How far the head may go: what every lane that still runs has reached. */
export function frontierOf(head: Head): number {
  const running = head.tracks.filter(({ ended }) => !ended);
  if (running.length === 0) return endOf(head);
  return Math.min(...running.map(({ costs }) => costs.at(-1) ?? 0));
}

export const atFrontier = (head: Head): boolean => head.at >= frontierOf(head);

/** How many events a lane shows once so much is spent. */
export function cursorAt({ costs }: Track, at: number): number {
  let low = 0;
  let high = costs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((costs[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Play; from the beginning again when nothing is left to come. */
export const play = (head: Head): Head => ({
  ...head,
  playing: head.tracks.length > 0,
  at: atFrontier(head) && !streams(head) ? 0 : head.at,
});

export const pause = (head: Head): Head => ({ ...head, playing: false });

/** Show what was there for exactly so much, and stay there. */
export const seek = (head: Head, at: number): Head => ({
  ...pause(head),
  at: Math.max(0, Math.min(frontierOf(head), at)),
});

/** To the end; lanes that run are followed on from there. */
export function toEnd(head: Head): Head {
  const there = seek(head, Number.POSITIVE_INFINITY);
  return streams(head) ? play(there) : there;
}

/** To the next cost at which any lane changes, or the one before. */
export function step(head: Head, by: 1 | -1): Head {
  const to =
    by > 0
      ? head.marks.find((mark) => mark > head.at)
      : head.marks.findLast((mark) => mark < head.at);
  return seek(head, to ?? (by > 0 ? head.at : 0));
}

/** The next faster (or slower) speed. */
export function shift(head: Head, by: 1 | -1): Head {
  const at = SPEEDS.findIndex((speed) => speed >= head.speed);
  return { ...head, speed: SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at + by))] ?? 1 };
}

/** Let `ms` of wall-clock pass. */
export function advance(head: Head, ms: number): Head {
  if (!head.playing) return head;
  const frontier = frontierOf(head);
  const whole = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, head.marks.length * MARK_MS));
  const pace = endOf(head) / whole;
  const behind = frontier - head.at;
  const hurry = streams(head) && pace > 0 ? Math.max(1, behind / (pace * LAG_MS)) : 1;
  const next = { ...head, at: Math.min(frontier, head.at + ms * head.speed * pace * hurry) };
  return atFrontier(next) && !streams(next) ? pause(next) : next;
}
