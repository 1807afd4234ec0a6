/**
 * Whether WebGPU computes what WASM computes, on the road that a search takes: a prompt
 * long enough for attention's long path, then forks of it, copied from its batch and
 * gathered from its kept cache, decoded as batches of unequal rows.
 */

import { EngineError } from "../contract/errors.ts";
import type { SelfCheck } from "../contract/info.ts";
import type { Decoder } from "../graphs/decoder.ts";
import type { KvStorage } from "../memory/storage.ts";

/** At least 32, where the subgroup trap begins. */
const TOKENS = 48;
/** Right devices differ by about 1e-4; the known wrong ones by 0.35 and more. */
const TOLERANCE = 0.01;

export interface Checked {
  decoder: Pick<Decoder, "vocabulary" | "prefill" | "decode">;
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
  return { tokens: TOKENS + 4, maxDifference, tolerance: TOLERANCE };
}

async function logits({ decoder, storage }: Checked, ids: readonly number[]) {
  const count = ids.length;
  const whole = await decoder.prefill([ids]);
  const segment = storage.allocate(count);
  storage.save(whole.present, [{ row: 0, from: 0, count, segment, at: 0 }]);
  const copied = storage.arrange(whole.present, [0, 0], count + 1);
  const gathered = storage.gather(
    [[{ segment, count }], [{ segment, count: count - 1 }]],
    count + 1,
  );
  const first = await decoder.decode([ids[0] ?? 3, ids[1] ?? 4], [count, count], copied);
  const second = await decoder.decode([ids[2] ?? 5, ids[3] ?? 6], [count, count - 1], gathered);
  const batches = [copied, gathered, first.present, second.present];
  for (const batch of new Set(batches)) storage.disposeBatch(batch);
  storage.free(segment);
  return [...whole.logits, ...first.logits, ...second.logits];
}
