/**
 * The parity test: this backend's logits against PyTorch's, once with whole
 * prefixes and once token by token on top of caches, as a search runs them.
 */
import { z } from "zod";
import type { Decoder } from "./decoder.ts";
import type { KvShape } from "./kv-storage.ts";
import type { Scorer } from "./prm.ts";
import type { ParityReport } from "./protocol.ts";
import { float32, type Runtime } from "./runtime.ts";

export const PARITY_TOLERANCE = 1e-3;
/** How many last tokens of each case are run one by one on top of a cache. */
const STEPWISE = 3;

export const goldenSchema = z.object({
  output: z.enum(["logits", "scores"]),
  cases: z.array(
    z.object({
      ids: z.array(z.int()).min(1),
      positions: z.array(z.int()),
      /** One row of outputs for each position. */
      rows: z.array(z.array(z.number())),
    }),
  ),
});
export type Golden = z.infer<typeof goldenSchema>;

export interface ParityParts {
  backend: ParityReport["backend"];
  runtime: Runtime;
  policy: { id: string; decoder: Decoder; golden: Golden };
  prm: { id: string; scorer: Scorer; golden: Golden } | null;
}

export async function measureParity(parts: ParityParts): Promise<ParityReport> {
  const models = [await policyParity(parts.policy)];
  if (parts.prm) models.push(await prmParity(parts.runtime, parts.prm));
  const passed = models.every((model) => model.maxDifference <= PARITY_TOLERANCE);
  return { backend: parts.backend, models, tolerance: PARITY_TOLERANCE, passed };
}

class Comparison {
  values = 0;
  maxDifference = 0;

  constructor(readonly id: string) {}

  add(actual: ArrayLike<number>, expected: readonly number[]): void {
    expected.forEach((value, i) => {
      const difference = Math.abs((actual[i] ?? Number.NaN) - value);
      this.values++;
      // A NaN is as far off as can be, and must not hide.
      this.maxDifference = Math.max(
        this.maxDifference,
        Number.isNaN(difference) ? 1e9 : difference,
      );
    });
  }

  result = () => ({ id: this.id, values: this.values, maxDifference: this.maxDifference });
}

async function policyParity({ id, decoder, golden }: ParityParts["policy"]) {
  const comparison = new Comparison(id);
  const size = decoder.vocabulary;
  for (const { ids, positions, rows } of golden.cases) {
    const whole = await decoder.prefill([ids]);
    positions.forEach((position, i) => {
      comparison.add(whole.logits.subarray(position * size, (position + 1) * size), rows[i] ?? []);
    });
    for (const tensor of whole.present.tensors) tensor.dispose();

    const cut = ids.length - STEPWISE;
    if (cut < 1) continue;
    let { present } = await decoder.prefill([ids.slice(0, cut)]);
    for (let at = cut; at < ids.length; at++) {
      const next = await decoder.decode([ids[at] ?? 0], [at], present);
      for (const tensor of present.tensors) tensor.dispose();
      present = next.present;
      const expected = rows[positions.indexOf(at)];
      if (expected) comparison.add(next.logits, expected);
    }
    for (const tensor of present.tensors) tensor.dispose();
  }
  return comparison.result();
}

async function prmParity(
  runtime: Runtime,
  { id, scorer, golden }: NonNullable<ParityParts["prm"]>,
) {
  const comparison = new Comparison(id);
  for (const { ids, positions, rows } of golden.cases) {
    const { logits, fresh } = await scorer.run(
      [{ tokens: ids, start: 0 }],
      blank(runtime, scorer.shape),
    );
    for (const tensor of fresh.tensors) tensor.dispose();
    positions.forEach((position, i) => {
      comparison.add([logits[position] ?? Number.NaN], rows[i] ?? []);
    });
  }
  return comparison.result();
}

/** One unseen position: the PRM's graph wants a past that is not empty. */
function blank(runtime: Runtime, { layers, heads, dim }: KvShape) {
  const tensors = Array.from({ length: 2 * layers }, () =>
    float32(runtime, new Float32Array(heads * dim), [1, heads, 1, dim]),
  );
  return { tensors, rows: 1, length: 1 };
}
