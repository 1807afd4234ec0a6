/**
 * Whether WebGPU computes what WASM computes, on the road that a search takes: a prompt
 * long enough for attention's long path, then two forks of it, decoded as one batch.
 */
import type { Decoder } from "./decoder.ts";
import { EngineError } from "./errors.ts";
import type { KvStorage } from "./kv-storage.ts";
import type { SelfCheck } from "./protocol.ts";

/** At least 32, where the subgroup trap begins. */
const TOKENS = 48;
/** Right devices differ by about 1e-4; the known wrong ones by 0.35 and more. */
const TOLERANCE = 0.01;

export interface Checked {
  decoder: Decoder;
  storage: KvStorage;
}

/** @throws EngineError "self-check" when the logits differ. */
export async function selfCheck(webgpu: Checked, wasm: Checked): Promise<SelfCheck> {
  const { vocabulary } = webgpu.decoder;
  const ids = Array.from({ length: TOKENS }, (_, i) => 3 + ((i * 7919) % (vocabulary - 3)));
  const [ours, theirs] = [await logits(webgpu, ids), await logits(wasm, ids)];
  let maxDifference = 0;
  theirs.forEach((value, i) => {
    const difference = Math.abs(value - (ours[i] ?? Number.NaN));
    if (!(difference <= maxDifference)) maxDifference = difference;
  });
  if (!(maxDifference <= TOLERANCE)) {
    throw new EngineError(
      "self-check",
      `WebGPU computes something else than WASM on this device (logits differ by ${maxDifference.toPrecision(2)}).`,
    );
  }
  return { tokens: TOKENS + 2, maxDifference, tolerance: TOLERANCE };
}

async function logits({ decoder, storage }: Checked, ids: readonly number[]) {
  const whole = await decoder.prefill([ids]);
  const forks = storage.select(whole.present, [0, 0], whole.present.length + 1);
  const next = await decoder.decode([ids[0] ?? 3, ids[1] ?? 4], [ids.length, ids.length], forks);
  for (const batch of new Set([whole.present, forks, next.present])) storage.disposeBatch(batch);
  return [...whole.logits, ...next.logits];
}
