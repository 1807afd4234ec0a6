/**
 * The player, as pure transitions. Time is the index into an event log; a tree is the
 * fold of the log's first `cursor` events. A recorded run and a live one differ
 * in one thing: a live log still grows, and a player at its end follows it.
 */
import type { SearchEvent, SearchLog } from "../../search/events.ts";

export interface Playback {
  events: SearchLog;
  /** More events are still to come. */
  streaming: boolean;
  /** How many events are shown, 0 … events.length. */
  cursor: number;
  playing: boolean;
  /** Playing a live log: catches up, see `advance`. */
  following: boolean;
  /** Event-time per wall-clock time. */
  speed: number;
  /** Milliseconds waited since the last event was shown, at speed 1. */
  waited: number;
}

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8] as const;

/** A player that follows a live log catches up so that it lags about so far behind. */
const LAG_MS = 1500;

/** How long the player dwells before each kind of event, milliseconds at speed 1. */
const DWELL: Readonly<Record<SearchEvent["type"], number>> = {
  start: 200,
  expand: 900,
  score: 700,
  keep: 600,
  prune: 450,
  measure: 250,
  finish: 140,
  vote: 700,
  answer: 700,
  done: 200,
};

/**
 * The same where it follows one of its kind: what is noted or dropped together is seen together. A
 * tree search notes and drops little things many times over.
 */
const DWELL_AGAIN: Partial<typeof DWELL> = { measure: 0, prune: 120 };

/** How long the player dwells before the event at `index`. */
function dwell(events: SearchLog, index: number): number {
  const event = events[index];
  if (event === undefined) return 0;
  const again = events[index - 1]?.type === event.type;
  return (again ? DWELL_AGAIN[event.type] : undefined) ?? DWELL[event.type];
}

export const empty: Playback = {
  events: [],
  streaming: false,
  cursor: 0,
  playing: false,
  following: false,
  speed: 1,
  waited: 0,
};

export const atEnd = ({ cursor, events }: Playback): boolean => cursor >= events.length;

/** A whole log, from its beginning or (as for an opened file) at its end. */
export const open = (state: Playback, events: SearchLog, from: "start" | "end"): Playback => ({
  ...state,
  events,
  streaming: false,
  cursor: from === "start" ? 0 : events.length,
  playing: from === "start" && events.length > 0,
  following: false,
  waited: 0,
});

/** A log that will grow; the player follows it. */
export const openLive = (state: Playback): Playback => ({
  ...state,
  events: [],
  streaming: true,
  cursor: 0,
  playing: true,
  following: true,
  waited: 0,
});

/** New events of the live log. They are shown as the player comes to them. */
export const append = (state: Playback, more: readonly SearchEvent[]): Playback => ({
  ...state,
  events: [...state.events, ...more],
});

/** The live log is complete. */
export const settle = (state: Playback): Playback => ({
  ...state,
  streaming: false,
  playing: state.playing && !atEnd(state),
});

/** Play; from the beginning again when a whole log is at its end. */
export const play = (state: Playback): Playback => ({
  ...state,
  playing: state.events.length > 0 || state.streaming,
  following: state.streaming,
  cursor: atEnd(state) && !state.streaming ? 0 : state.cursor,
  waited: 0,
});

export const pause = (state: Playback): Playback => ({ ...state, playing: false, waited: 0 });

/** Show exactly the first `cursor` events, and stay there. */
export const seek = (state: Playback, cursor: number): Playback => ({
  ...pause(state),
  cursor: Math.max(0, Math.min(state.events.length, Math.round(cursor))),
});

/** @param by events, negative for back. */
export const step = (state: Playback, by: number): Playback => seek(state, state.cursor + by);

/** The next faster (or slower) speed of `SPEEDS`. */
export function shift(state: Playback, by: 1 | -1): Playback {
  const at = SPEEDS.findIndex((speed) => speed >= state.speed);
  const speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at + by))] ?? 1;
  return { ...state, speed };
}

/** Milliseconds, at speed 1, that the events from `cursor` on take. */
function remaining({ events, cursor, waited }: Playback): number {
  let sum = -waited;
  for (let index = cursor; index < events.length; index++) sum += dwell(events, index);
  return Math.max(0, sum);
}

/**
 * Let `ms` of wall-clock pass. A small model may finish a search before a reader has seen its first
 * step: a live log is therefore shown at the player's pace too, but the faster the
 * further the player is behind, so that a slow run is followed and a quick one still seen to grow.
 */
export function advance(state: Playback, ms: number): Playback {
  if (!state.playing || atEnd(state)) {
    return state.playing && !state.streaming ? pause(state) : state;
  }
  const hurry = state.following ? Math.max(1, remaining(state) / LAG_MS) : 1;
  let { cursor } = state;
  let waited = state.waited + ms * state.speed * hurry;
  for (; cursor < state.events.length; cursor++) {
    const next = dwell(state.events, cursor);
    if (waited < next) break;
    waited -= next;
  }
  // Time does not pile up while a live log has nothing new.
  const next = { ...state, cursor, waited: cursor >= state.events.length ? 0 : waited };
  return atEnd(next) && !next.streaming ? pause(next) : next;
}
