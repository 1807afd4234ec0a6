import type { App } from "../state/app.ts";
import { atEnd, type Playback, pause, play, seek, shift, step } from "../state/playback.ts";
import { transit } from "../state/run.ts";
import type { Action } from "./action.ts";

const playbackOf = (app: App): Playback => app.run.getState().playback;
const hasEvents = (app: App): boolean => playbackOf(app).events.length > 0;

const player = (
  action: Pick<Action, "id" | "label" | "keys" | "enabled">,
  change: (playback: Playback) => Playback,
): Action => ({ ...action, group: "Player", run: (app) => transit(app.run, change) });

export const toggle = player(
  { id: "toggle", label: "Play or pause", keys: [" "], enabled: hasEvents },
  (playback) => (playback.playing ? pause(playback) : play(playback)),
);

export const back = player(
  {
    id: "back",
    label: "One event back",
    keys: [","],
    enabled: (app) => playbackOf(app).cursor > 0,
  },
  (playback) => step(playback, -1),
);

export const forward = player(
  {
    id: "forward",
    label: "One event forward",
    keys: ["."],
    enabled: (app) => !atEnd(playbackOf(app)),
  },
  (playback) => step(playback, 1),
);

export const first = player(
  {
    id: "first",
    label: "To the start",
    keys: ["Home", "Backspace"],
    enabled: (app) => playbackOf(app).cursor > 0,
  },
  (playback) => seek(playback, 0),
);

export const last = player(
  { id: "last", label: "To the end", keys: ["End"], enabled: (app) => !atEnd(playbackOf(app)) },
  (playback) => {
    const there = seek(playback, playback.events.length);
    // A live run is followed on from its end.
    return playback.streaming ? play(there) : there;
  },
);

export const slower = player(
  { id: "slower", label: "Slower", keys: ["["], enabled: () => true },
  (playback) => shift(playback, -1),
);

export const faster = player(
  { id: "faster", label: "Faster", keys: ["]"], enabled: () => true },
  (playback) => shift(playback, 1),
);
