import { describe, expect, it } from "vitest";
import type { DecoderOutput } from "../graphs/decoder.ts";
import { fixtureDecoder } from "../host/test-engine.ts";
import { CpuKvStorage } from "../memory/storage-cpu.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type Checked, selfCheck } from "./self-check.ts";

/** The same decoder, its logits passed through `spoil` except those of the prompt. */
function spoiled({ decoder, storage }: Checked, spoil: (logit: number) => number): Checked {
  const change = async (output: Promise<DecoderOutput>) => {
    const result = await output;
    return { ...result, logits: result.logits.map(spoil) };
  };
  return {
    decoder: {
      vocabulary: decoder.vocabulary,
      prefill: (rows) => decoder.prefill(rows),
      decode: (...call) => change(decoder.decode(...call)),
    },
    storage,
  };
}

describe("selfCheck", () => {
  it("passes two backends that agree, and measures them", async () => {
    const checked = await fixtureDecoder();
    expect(await selfCheck(checked, checked)).toEqual({
      tokens: 52,
      maxDifference: 0,
      tolerance: 0.01,
    });
  });

  it.each([
    ["off by a little too much", (logit: number) => logit + 0.02],
    ["not a number", () => Number.NaN],
  ])("refuses logits that are %s", async (_, spoil) => {
    const checked = await fixtureDecoder();
    await expect(selfCheck(spoiled(checked, spoil), checked)).rejects.toMatchObject({
      failure: { kind: "self-check" },
    });
  });

  it("takes the road of a search: forks of unequal length, copied and gathered", async () => {
    const { decoder, storage } = await fixtureDecoder();
    class Lossy extends CpuKvStorage {
      override gather(...call: Parameters<CpuKvStorage["gather"]>) {
        const batch = super.gather(...call);
        for (const tensor of batch.tensors)
          if (tensor.data instanceof Float32Array) tensor.data.fill(0);
        return batch;
      }
    }
    const runtime: Runtime = (await fixtureDecoder()).runtime;
    const lossy = { decoder, storage: new Lossy(runtime, storage.shape) };
    await expect(selfCheck(lossy, { decoder, storage })).rejects.toThrow("logits differ");
  });
});
