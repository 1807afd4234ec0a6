/** The worker's side of client/life.ts: a lock that the browser releases when the worker dies. */
import type { LifeSign } from "../contract/protocol.ts";

/** @param give is called once, when the lock is held or when it is known that there is none. */
export function giveLifeSign(give: (sign: LifeSign) => void): void {
  if (!("locks" in navigator)) {
    give({ lock: null });
    return;
  }
  const lock = `engine-worker-${Math.random().toString(36).slice(2)}`;
  navigator.locks
    .request(lock, () => {
      give({ lock });
      return new Promise<never>(() => {});
    })
    .catch(() => give({ lock: null }));
}
