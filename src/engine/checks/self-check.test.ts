import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { DecoderOutput } from "../graphs/decoder.ts";
import { FIXTURES, fixtureDecoder, fixtureModel } from "../host/test-engine.ts";
import type { KvBatch, Source } from "../memory/storage.ts";
import { CpuKvStorage, type CpuSegment } from "../memory/storage-cpu.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type Golden, goldenSchema } from "./goldens.ts";
import { type Checked, selfCheck, toleranceOf } from "./self-check.ts";

const model = fixtureModel();
const golden = goldenSchema.parse(
  JSON.parse(readFileSync(join(FIXTURES, model.folder, "goldens.json"), "utf8")),
);
const TOLERANCE = 0.01;

let right: Checked & { runtime: Runtime };
beforeAll(async () => {
  right = await fixtureDecoder();
});

/** The same decoder with changed outputs. */
function broken(change: {
  prefill?: (output: DecoderOutput, length: number) => DecoderOutput;
  decode?: (output: DecoderOutput) => DecoderOutput;
}): Checked {
  const { decoder, storage } = right;
  const { prefill = (output) => output, decode = (output) => output } = change;
  return {
    storage,
    decoder: {
      vocabulary: decoder.vocabulary,
      prefill: async (rows) => prefill(await decoder.prefill(rows), rows[0]?.length ?? 0),
      decode: async (...call) => decode(await decoder.decode(...call)),
    },
  };
}

const shifted = (output: DecoderOutput, by: number): DecoderOutput => ({
  ...output,
  logits: output.logits.map((logit) => logit + by),
});

/** Sets one logit. */
function oneWrong(output: DecoderOutput, index: number, value: number): DecoderOutput {
  const logits = output.logits.slice();
  logits[index] = value;
  return { ...output, logits };
}

const zeroed = (batch: KvBatch): KvBatch => {
  for (const { data } of batch.tensors) if (data instanceof Float32Array) data.fill(0);
  return batch;
};

class LossyGather extends CpuKvStorage {
  override gather(...call: Parameters<CpuKvStorage["gather"]>) {
    return zeroed(super.gather(...call));
  }
}
class LossyFork extends CpuKvStorage {
  override arrange(batch: KvBatch | null, rows: readonly Source<CpuSegment>[], length: number) {
    const arranged = super.arrange(batch, rows, length);
    return batch ? zeroed(arranged) : arranged;
  }
}
class LossySave extends CpuKvStorage {
  override save(batch: KvBatch, takes: Parameters<CpuKvStorage["save"]>[1]) {
    super.save(
      batch,
      takes.map((take) => ({ ...take, from: 0 })),
    );
  }
}

describe("selfCheck", () => {
  it("passes a backend that computes PyTorch's logits, and measures it", async () => {
    const { maxDifference, ...rest } = await selfCheck(right, golden, TOLERANCE);
    expect(rest).toEqual({ tokens: 48 + 23 + 8, tolerance: TOLERANCE });
    expect(maxDifference).toBeLessThan(1e-4);
    expect(maxDifference).toBeGreaterThan(0);
  });

  it.each<[string, () => Checked]>([
    ["decodes logits a little too high", () => broken({ decode: (out) => shifted(out, 0.02) })],
    ["decodes NaN", () => broken({ decode: (out) => shifted(out, Number.NaN) })],
    [
      "decodes one logit of the second row wrong",
      () => broken({ decode: (out) => oneWrong(out, right.decoder.vocabulary + 3, -40) }),
    ],
    [
      "reads long prompts wrong",
      () => broken({ prefill: (out, length) => shifted(out, length < 32 ? 0 : 0.35) }),
    ],
    ["gathers nothing", () => storedIn(LossyGather)],
    ["forks nothing", () => storedIn(LossyFork)],
    ["saves the wrong tokens", () => storedIn(LossySave)],
  ])("refuses a backend that %s", async (_, make) => {
    const refused = selfCheck(make(), golden, TOLERANCE);
    await expect(refused).rejects.toMatchObject({ failure: { kind: "self-check" } });
    await expect(refused).rejects.toThrow(
      /^WebGPU computes something else than WASM on this device \(logits differ by .+\)\.$/,
    );
  });

  const storedIn = (Storage: typeof CpuKvStorage): Checked => ({
    decoder: right.decoder,
    storage: new Storage(right.runtime, right.storage.shape),
  });

  it("refuses goldens that it cannot check with", async () => {
    const short: Golden = { ...golden, cases: golden.cases.map((one) => ({ ...one, ids: [3] })) };
    await expect(selfCheck(right, short, TOLERANCE)).rejects.toThrow("too short");
  });
});

describe("toleranceOf", () => {
  it("allows for rounded weights only where the goldens are of others", () => {
    expect(toleranceOf(model, "fp32")).toBe(0.01);
    expect(toleranceOf(model, "f16w")).toBe(0.05);
    const only = { ...model, weights: { fp32: model.weights.f16w, f16w: model.weights.f16w } };
    expect(toleranceOf(only, "f16w")).toBe(0.01);
  });
});
