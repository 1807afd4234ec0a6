/**
 * Whether WebGPU computes what WASM computes: one prompt long enough to take
 * attention's long path, whole and then one token more on top of its cache.
 */
import type { Decoder } from "./decoder.ts";
import { EngineError } from "./errors.ts";
import type { SelfCheck } from "./protocol.ts";

/** At least 32, where the subgroup trap begins. */
const TOKENS = 48;
/** Right devices differ by about 1e-4; the known wrong ones by 0.35 and more. */
const TOLERANCE = 0.01;

/** @throws EngineError "self-check" when the logits differ. */
export async function selfCheck(webgpu: Decoder, wasm: Decoder): Promise<SelfCheck> {
  const ids = Array.from({ length: TOKENS }, (_, i) => 3 + ((i * 7919) % (webgpu.vocabulary - 3)));
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
  return { tokens: TOKENS + 1, maxDifference, tolerance: TOLERANCE };
}

async function logits(decoder: Decoder, ids: readonly number[]): Promise<Float32Array> {
  const whole = await decoder.prefill([ids]);
  const next = await decoder.decode([ids[0] ?? 3], [ids.length], whole.present);
  for (const tensor of [...whole.present.tensors, ...next.present.tensors]) tensor.dispose();
  const all = new Float32Array(whole.logits.length + next.logits.length);
  all.set(whole.logits);
  all.set(next.logits, whole.logits.length);
  return all;
}
