/** The run on the page: its log, where it came from, and the player over it. */
import { createStore } from "zustand/vanilla";
import type { EngineFailure } from "../../engine/contract/errors.ts";
import { empty, type Playback } from "./playback.ts";

/** Where the log on the page came from. */
export type Source =
  | { kind: "none" }
  | { kind: "recorded"; id: string; title: string; scripted: boolean }
  | { kind: "live" }
  | { kind: "file"; name: string };

export interface Run {
  source: Source;
  playback: Playback;
  /** Why the last run or file did not come to an end. */
  failure: Pick<EngineFailure, "message" | "advice"> | null;
  /** Grows with each log that is opened: what belongs to the last one is forgotten. */
  generation: number;
}

export const createRun = () =>
  createStore<Run>()(() => ({
    source: { kind: "none" },
    playback: empty,
    failure: null,
    generation: 0,
  }));
export type RunStore = ReturnType<typeof createRun>;

/** Put the player through one of its transitions. */
export const transit = (store: RunStore, change: (playback: Playback) => Playback): void =>
  store.setState(({ playback }) => ({ playback: change(playback) }));

/** Open another log; what belonged to the last one is forgotten. */
export const replaceLog = (
  store: RunStore,
  source: Source,
  change: (playback: Playback) => Playback,
): void =>
  store.setState(({ playback, generation }) => ({
    source,
    playback: change(playback),
    failure: null,
    generation: generation + 1,
  }));
