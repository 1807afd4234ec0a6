import type { App } from "../state/app.ts";
import { comparing, move } from "../state/commands/lanes.ts";
import * as heads from "../state/stores/head.ts";
import { atEnd, type Playback, pause, play, seek, shift, step } from "../state/stores/playback.ts";
import { transit } from "../state/stores/run.ts";
import type { Action } from "./action.ts";

const playbackOf = (app: App): Playback => app.run.getState().playback;
const headOf = (app: App): heads.Head => app.lanes.getState().head;

/** A move of the player of one search, and the same move of the player of several lanes. */
interface Moves {
  one(playback: Playback): Playback;
  all(head: heads.Head): heads.Head;
}

/** Whether a player can make a move now. */
interface Whether {
  one(playback: Playback): boolean;
  all(head: heads.Head): boolean;
}

const player = (
  action: Pick<Action, "id" | "label" | "keys">,
  enabled: Whether,
  { one, all }: Moves,
): Action => ({
  ...action,
  group: "Player",
  enabled: (app) => (comparing(app) ? enabled.all(headOf(app)) : enabled.one(playbackOf(app))),
  run: (app) => (comparing(app) ? move(app, all) : transit(app.run, one)),
});

const always: Whether = { one: () => true, all: () => true };
const hasAny: Whether = {
  one: ({ events }) => events.length > 0,
  all: ({ marks }) => marks.length > 0,
};
const hasBefore: Whether = { one: ({ cursor }) => cursor > 0, all: ({ at }) => at > 0 };
const hasAfter: Whether = {
  one: (playback) => !atEnd(playback),
  all: (head) => !heads.atFrontier(head),
};

export const toggle = player({ id: "toggle", label: "Play or pause", keys: [" "] }, hasAny, {
  one: (playback) => (playback.playing ? pause(playback) : play(playback)),
  all: (head) => (head.playing ? heads.pause(head) : heads.play(head)),
});

export const back = player(
  { id: "back", label: "One event back", keys: ["ArrowLeft", ","] },
  hasBefore,
  {
    one: (playback) => step(playback, -1),
    all: (head) => heads.step(head, -1),
  },
);

export const forward = player(
  { id: "forward", label: "One event forward", keys: ["ArrowRight", "."] },
  hasAfter,
  { one: (playback) => step(playback, 1), all: (head) => heads.step(head, 1) },
);

export const first = player(
  { id: "first", label: "To the start", keys: ["Home", "Backspace"] },
  hasBefore,
  { one: (playback) => seek(playback, 0), all: (head) => heads.seek(head, 0) },
);

export const last = player({ id: "last", label: "To the end", keys: ["End"] }, hasAfter, {
  one: (playback) => {
    const there = seek(playback, playback.events.length);
    // Playing goes on, so that a live run is followed.
    return playback.streaming ? play(there) : there;
  },
  all: heads.toEnd,
});

export const slower = player({ id: "slower", label: "Slower", keys: ["["] }, always, {
  one: (playback) => shift(playback, -1),
  all: (head) => heads.shift(head, -1),
});

export const faster = player({ id: "faster", label: "Faster", keys: ["]"] }, always, {
  one: (playback) => shift(playback, 1),
  all: (head) => heads.shift(head, 1),
});
