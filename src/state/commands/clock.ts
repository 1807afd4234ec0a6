/** Lets a player's time pass, an animation frame at a time, while it plays. */

export interface Playing {
  playing(): boolean;
  pass(ms: number): void;
  /** Be told when `playing` may have changed. @returns stop. */
  subscribe(look: () => void): () => void;
}

/** A tab that slept does not race through what it missed. */
const LONGEST_FRAME_MS = 250;

/** @returns stop. */
export function attachClock({ playing, pass, subscribe }: Playing): () => void {
  let frame = 0;
  let before = 0;
  const tick = (now: number) => {
    frame = 0;
    const passed = Math.min(LONGEST_FRAME_MS, before === 0 ? 0 : now - before);
    before = now;
    pass(passed);
    wake();
  };
  const wake = () => {
    if (playing() && frame === 0) frame = requestAnimationFrame(tick);
    if (!playing()) before = 0;
  };
  const stop = subscribe(wake);
  wake();
  return () => {
    stop();
    cancelAnimationFrame(frame);
  };
}
