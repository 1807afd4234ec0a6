/** Cancels a call even when its worker does not answer. */

import { EngineError } from "../contract/errors.ts";
import type { CallName, Calls } from "../contract/protocol.ts";
import type { Heard, WorkerConnection } from "./connection.ts";

/** A worker that has not answered a cancel after so long is ended. */
export const CANCEL_PATIENCE_MS = 5_000;

const cancelled = (): EngineError => new EngineError("cancelled", "The search was cancelled.");

/** Calls a worker. When the signal fires, the worker is told, and ended when it does not answer. */
export async function cancellable<K extends CallName>(
  worker: WorkerConnection,
  call: K,
  argument: Calls[K][0],
  heard: Heard,
  signal?: AbortSignal,
): Promise<Calls[K][1]> {
  let patience: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => {
    worker.call("cancel", null).catch(() => {});
    patience = setTimeout(() => worker.end(cancelled().failure), CANCEL_PATIENCE_MS);
  };
  try {
    const answer = worker.call(call, argument, heard);
    if (signal?.aborted) cancel();
    else signal?.addEventListener("abort", cancel, { once: true });
    return await answer;
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener("abort", cancel);
  }
}

/**
 * Waits for work that goes on when the wait ends.
 * @throws EngineError "cancelled" as soon as the signal fires.
 */
export function unlessAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = () => reject(cancelled());
    if (signal?.aborted) cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    work.then(resolve, reject).finally(() => signal?.removeEventListener("abort", cancel));
  });
}
