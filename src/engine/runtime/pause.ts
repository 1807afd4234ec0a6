/** Pauses in which a busy worker receives its messages. */

let lastPause = 0;

/**
 * Lets messages in, such as a cancel, at least every 12 ms. On WASM a run resolves in microtasks
 * only, so that without this the worker would receive nothing while it decodes.
 * @throws the signal's reason when it has fired.
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
