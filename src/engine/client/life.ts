/**
 * Notices that a worker has died without a word: the browser fires no event when a worker closes
 * itself or is killed. The worker holds a lock, which the browser releases when the worker dies; so
 * nothing has to be timed, and a long computation is no false alarm. Where there are no locks (a page
 * without https, an opaque origin) a message port says so by its "close" event, in browsers that
 * have it.
 */
import type { LifeSign } from "../contract/protocol.ts";

/** @param signal ends the watch, before the worker is ended on purpose. */
export function watchLife(sign: LifeSign, onDeath: () => void, signal: AbortSignal): void {
  if ("lock" in sign) {
    // Refused when the signal fires; there is nobody to tell.
    navigator.locks.request(sign.lock, { signal }, onDeath).catch(() => {});
    return;
  }
  sign.port.addEventListener("close", onDeath, { signal });
  sign.port.start();
}
