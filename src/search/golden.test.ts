import { expect, test } from "vitest";
import { toyLog } from "./fixtures/toy.ts";
import { strategies } from "./index.ts";
import { writeLog } from "./log.ts";
import { computeOptimal } from "./strategies/compute-optimal.ts";

// A golden log that changes is a change of the rule, the draws or the log's format.
test.each(strategies.map((strategy) => [strategy.id, strategy] as const))(
  "%s keeps to its golden log",
  async (id, strategy) => {
    const n = strategy.knobs.some((knob) => knob.id === "n") ? { n: 8 } : {};
    const log = await toyLog(strategy, { knobs: n, seed: 7 });
    await expect(writeLog(log)).toMatchFileSnapshot(`goldens/${id}.log`);
  },
);

test("compute-optimal keeps to its golden log where the rest is spent as beam search", async () => {
  const log = await toyLog(computeOptimal, { knobs: { n: 8, spend: "beam" }, seed: 7 });
  await expect(writeLog(log)).toMatchFileSnapshot("goldens/compute-optimal-beam.log");
});
