/** Fetches onnxruntime's WASM, the largest file of a visit, once. */

import { EngineError } from "../contract/errors.ts";

/** Bytes between two reports. */
const REPORT_EVERY = 500_000;

/**
 * @param onBytes is told now and then how many bytes have arrived.
 * @throws EngineError "fetch"
 */
export async function fetchRuntime(
  address: string,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address).catch(() => null);
  if (!response) throw failed("no connection");
  if (!response.ok) throw failed(`status ${response.status}`);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  let reported = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const chunk = await reader?.read().catch(() => {
      throw failed("the connection was lost");
    });
    if (!chunk || chunk.done) break;
    chunks.push(chunk.value);
    bytes += chunk.value.length;
    if (bytes - reported < REPORT_EVERY) continue;
    reported = bytes;
    onBytes(bytes);
  }
  return joined(chunks, bytes);
}

function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

const failed = (why: string): EngineError =>
  new EngineError("fetch", `The runtime of the models could not be fetched (${why}).`);
