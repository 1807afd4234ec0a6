/** Pauses that keep a busy worker able to hear its messages. */

let lastPause = 0;

/**
 * Let messages in (a cancel) at least every 12 ms: on WASM a run resolves in
 * microtasks only, so without this the worker would be deaf while it decodes.
 */
export async function breathe(signal?: AbortSignal): Promise<void> {
  const now = performance.now();
  if (now - lastPause > 12) {
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
    lastPause = performance.now();
  }
  signal?.throwIfAborted();
}
