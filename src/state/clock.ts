/** Lets the player's time pass, an animation frame at a time, while it plays. */
import { advance } from "./playback.ts";
import { type RunStore, transit } from "./run.ts";

/** A tab that slept does not race through what it missed. */
const LONGEST_FRAME_MS = 250;

/** @returns stop. */
export function attachClock(store: RunStore): () => void {
  let frame = 0;
  let before = 0;
  const tick = (now: number) => {
    frame = 0;
    const passed = Math.min(LONGEST_FRAME_MS, before === 0 ? 0 : now - before);
    before = now;
    transit(store, (playback) => advance(playback, passed));
    wake();
  };
  const wake = () => {
    const { playing } = store.getState().playback;
    if (playing && frame === 0) frame = requestAnimationFrame(tick);
    if (!playing) before = 0;
  };
  const stop = store.subscribe(wake);
  wake();
  return () => {
    stop();
    cancelAnimationFrame(frame);
  };
}
