/**
 * Notices that a worker has died without a word: the browser fires no event when a worker closes
 * itself or is killed. The worker holds a lock, which the browser releases when the worker dies; so
 * nothing is timed, and a long computation is no false alarm. Browsers give no locks to a page
 * without https; there the worker is asked for an answer now and then.
 */
import type { LifeSign } from "../contract/protocol.ts";

const BEAT_MS = 5_000;
/**
 * A worker that leaves so many beats without an answer is taken for dead. It answers between two
 * runs of a model: with twelve programs on each core, the longest run took 17 s (policy-large and
 * prm-large on WASM, 256 samples). Beats are counted and not seconds, because a computer that
 * sleeps has no beats.
 */
const MOST_MISSED = 12;

export interface Watched {
  /** Ask the worker for an answer. */
  ping(): Promise<unknown>;
  onDeath(): void;
  /** Ends the watch, before the worker is ended on purpose. */
  signal: AbortSignal;
}

export function watchLife({ lock }: LifeSign, watched: Watched): void {
  if (lock === null) beat(watched);
  else {
    const { signal, onDeath } = watched;
    // It rejects when the signal fires, and there is nothing to do then.
    navigator.locks.request(lock, { signal }, onDeath).catch(() => {});
  }
}

function beat({ ping, onDeath, signal }: Watched): void {
  let waiting = false;
  let missed = 0;
  const timer = setInterval(() => {
    if (waiting) {
      if (++missed >= MOST_MISSED) onDeath();
      return;
    }
    waiting = true;
    missed = 0;
    ping().then(
      () => {
        waiting = false;
      },
      () => {},
    );
  }, BEAT_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
}
