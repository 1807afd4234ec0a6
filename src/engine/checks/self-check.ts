/**
 * Checks that WebGPU computes PyTorch's logits on the way that a search takes: a prompt long enough
 * for attention's long path, saved to segments; forks of it copied from its batch and grown; and
 * rows of unequal length gathered from segments, decoded as batches. The expected logits are the
 * goldens beside the model, so no second backend has to be loaded.
 */

import { EngineError } from "../contract/errors.ts";
import type { SelfCheck } from "../contract/info.ts";
import type { Decoder, DecoderOutput } from "../graphs/decoder.ts";
import type { KvBatch, KvStorage, Segment } from "../memory/storage.ts";
import { type CatalogModel, type Weights, weightsFile } from "../sources/catalog.ts";
import type { Golden } from "./goldens.ts";

/** How many of the last tokens of each case are decoded one by one on top of a cache. */
const DECODED = 2;

/**
 * How far a logit may be from PyTorch's. Right devices differ by about 1e-4, the known wrong ones
 * by 0.35 and more. Rounding the weights of a model to 16 bits moves its logits by up to 0.011
 * (policy-small; the goldens are of the weights before rounding).
 */
const TOLERANCE: Readonly<Record<Weights, number>> = { fp32: 0.01, f16w: 0.05 };

/** A model with a single file has goldens of exactly its weights, so that rounding moves nothing. */
export const toleranceOf = (model: CatalogModel, weights: Weights): number =>
  TOLERANCE[weightsFile(model, weights) === weightsFile(model, "fp32") ? "fp32" : weights];

export interface Checked {
  decoder: Pick<Decoder, "vocabulary" | "prefill" | "decode">;
  storage: KvStorage;
}

/** @throws EngineError "self-check" when a logit is off by more than the tolerance. */
export async function selfCheck(
  checked: Checked,
  golden: Golden,
  tolerance: number,
): Promise<SelfCheck> {
  const check = new Check(checked);
  const [longest, next = longest] = casesOf(golden);
  if (!longest || !next)
    throw new EngineError("bad-model", "The policy's goldens are too short to check WebGPU with.");
  await check.run(longest, next);
  const { tokens, maxDifference } = check;
  if (!(maxDifference <= tolerance)) {
    throw new EngineError(
      "self-check",
      `WebGPU computes something else than WASM on this device (logits differ by ${maxDifference.toPrecision(2)}).`,
    );
  }
  return { tokens, maxDifference, tolerance };
}

type Case = Golden["cases"][number];

/** @returns the cases whose last tokens have expected logits, the longest first. */
const casesOf = ({ cases }: Golden): Case[] =>
  cases
    .filter(({ ids, positions }) => {
      const decoded = Array.from({ length: DECODED }, (_, i) => ids.length - 1 - i);
      return ids.length > 2 * DECODED && decoded.every((at) => positions.includes(at));
    })
    .sort((a, b) => b.ids.length - a.ids.length);

class Check {
  tokens = 0;
  maxDifference = 0;

  constructor(private readonly checked: Checked) {}

  async run(longest: Case, next: Case): Promise<void> {
    const { storage } = this.checked;
    const first = await this.#prefill(longest);
    const second = await this.#prefill(next);
    const saved = [this.#save(first, longest), this.#save(second, next)];
    storage.disposeBatch(second);

    const cut = storage.arrange(first, [0, 0], longest.ids.length - DECODED);
    const forks = storage.arrange(cut, [0, 1], longest.ids.length);
    await this.#decode(forks, [longest, longest]);

    const rows = saved.map((segments) =>
      segments.map((segment) => ({ segment, count: segment.capacity })),
    );
    await this.#decode(storage.gather(rows, longest.ids.length), [longest, next]);
    for (const segment of saved.flat()) storage.free(segment);
  }

  async #prefill(expected: Case): Promise<KvBatch> {
    const output = await this.checked.decoder.prefill([expected.ids]);
    this.tokens += expected.ids.length;
    for (const position of expected.positions) this.#compare(output, position, expected, position);
    return output.present;
  }

  /** Save what is before the decoded tokens, in two segments as of a node and its parent. */
  #save(batch: KvBatch, { ids }: Case): Segment[] {
    const { storage } = this.checked;
    const count = ids.length - DECODED;
    const half = Math.ceil(count / 2);
    const segments = [storage.allocate(half), storage.allocate(count - half)];
    const takes = segments.map((segment, i) => ({
      row: 0,
      from: i * half,
      count: segment.capacity,
      segment,
      at: 0,
    }));
    storage.save(batch, takes);
    return segments;
  }

  /** Decode the last tokens of each row's case. Consumes the batch. */
  async #decode(batch: KvBatch, rows: readonly Case[]): Promise<void> {
    const { decoder, storage } = this.checked;
    let past = batch;
    for (let left = DECODED; left > 0; left--) {
      const positions = rows.map(({ ids }) => ids.length - left);
      const ids = rows.map(({ ids }, row) => ids[positions[row] ?? 0] ?? 0);
      const output = await decoder.decode(ids, positions, past);
      this.tokens += rows.length;
      rows.forEach((expected, row) => {
        this.#compare(output, row, expected, positions[row] ?? 0);
      });
      if (output.present !== past) storage.disposeBatch(past);
      past = output.present;
    }
    storage.disposeBatch(past);
  }

  /** Compare the output's row of logits at `index` with the golden of a position. */
  #compare({ logits }: DecoderOutput, index: number, { positions, rows }: Case, position: number) {
    const size = this.checked.decoder.vocabulary;
    const expected = rows[positions.indexOf(position)];
    expected?.forEach((value, token) => {
      const difference = Math.abs(value - (logits[index * size + token] ?? Number.NaN));
      // So that NaN stays the largest.
      if (!(difference <= this.maxDifference)) this.maxDifference = difference;
    });
  }
}
