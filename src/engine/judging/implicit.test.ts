import { describe, expect, it } from "vitest";
import { Transcript } from "../memory/transcript.ts";
import { logProbability, logRatio } from "./implicit.ts";
import type { StepValues } from "./step-values.ts";

/** Node 2 follows 1; 3 is an empty step after 2. */
function chain(): Transcript {
  const transcript = new Transcript([], [7]);
  const step = { text: "", sampled: null };
  transcript.add(1, { ...step, parent: 0, tokens: [4], end: "step" });
  transcript.add(2, { ...step, parent: 1, tokens: [5, 6], end: "length" });
  transcript.add(3, { ...step, parent: 2, tokens: [], end: "length" });
  return transcript;
}

const model = (transcript: Transcript, values: readonly number[], calls: number): StepValues => ({
  judged: (id) => transcript.nonEmpty(id),
  read: async (ids) => ({
    values: ids.map((id) => values[id] ?? Number.NaN),
    cost: { generated: 0, prefilled: ids.length, calls, flops: calls * ids.length },
  }),
  stepCost: (tokens, { steps }) => ({ tokens, flops: calls * tokens + steps }),
  release() {},
});

describe("the implicit reward", () => {
  const transcript = chain();
  const policy = model(transcript, [0, -1, -2], 1);
  const reference = model(transcript, [0, -1.5, -4], 10);

  it("is β times the step's own log-ratio, or the sum of all up to it", async () => {
    const step = logRatio({ beta: 0.1, ratio: "step" }, transcript, policy, reference);
    const whole = logRatio({ beta: 0.1, ratio: "cumulative" }, transcript, policy, reference);
    const rounded = async (values: StepValues) =>
      (await values.read([0, 1, 2, 3])).values.map((value) => Number(value.toFixed(6)));
    expect(await rounded(step)).toEqual([0, 0.05, 0.2, 0.2]);
    expect(await rounded(whole)).toEqual([0, 0.05, 0.25, 0.25]);
  });

  it("is paid for in both models", async () => {
    const values = logRatio({ beta: 1, ratio: "cumulative" }, transcript, policy, reference);
    expect((await values.read([2])).cost).toEqual({
      generated: 0,
      prefilled: 4,
      calls: 11,
      flops: 22,
    });
    expect(values.stepCost(5, { tokens: 0, steps: 2 })).toEqual({ tokens: 10, flops: 59 });
  });
});

describe("the log-probability of a step", () => {
  it("is summed over its tokens, each given what stands before it", () => {
    const { read } = logProbability(3);
    const rows = [
      [0, 0, 0],
      [Math.log(2), 0, 0],
    ].map((row) => Float32Array.from(row));
    const after = (index: number) => rows[index + 1] ?? null;
    const last = new Float32Array(3);
    const probed = () => last;
    expect(read({ tokens: [2, 0], last, probed, after })).toBeCloseTo(
      Math.log(1 / 3) + Math.log(1 / 2),
      6,
    );
    expect(read({ tokens: [2, 0], last, probed, after: () => null })).toBe(0);
  });
});
