import { expect, it } from "vitest";
import type { SearchLog } from "../search/events.ts";
import { toyLog } from "../search/fixtures/toy.ts";
import { majority } from "../search/strategies/majority.ts";
import { describeRun, summarize } from "./run-summary.ts";

/** A log whose vote counts as it is told. */
async function voted(...counts: readonly number[]): Promise<SearchLog> {
  const log = await toyLog(majority, { knobs: { n: 1 }, seed: 7 });
  return log.map((event) => {
    if (event.type !== "vote") return event;
    const [line] = event.tally;
    if (!line) throw new Error("nobody voted");
    const nodes = (count: number) => new Array<number>(count).fill(line.nodes[0] ?? 0);
    const tally = counts.map((count) => ({ ...line, count, weight: count, nodes: nodes(count) }));
    return { ...event, tally };
  });
}

it("calls a tie one, in words and in JSON", async () => {
  const tie = await voted(2, 2, 1);
  const { answer } = summarize(tie);
  expect(summarize(tie).tied).toEqual([answer]);
  expect(describeRun(tie)).toContain(`\nA tie with ${answer}; the answer was found first.\n`);
  expect(summarize(await voted(2, 1))).not.toHaveProperty("tied");
  expect(describeRun(await voted(2, 1))).not.toContain("tie");
});

it("does not say right or wrong where nobody knows", async () => {
  const log = (await voted(1)).map((event) =>
    event.type === "answer" ? { ...event, correct: null } : event,
  );
  expect(summarize(log).correct).toBeNull();
  expect(describeRun(log)).toContain("; nobody knows whether it is right.");
  // Broken off before it answered.
  expect(summarize(log.filter(({ type }) => type !== "answer")).correct).toBeNull();
});

it("says that samples without chance are one", async () => {
  const log = await toyLog(majority, { knobs: { n: 4, temperature: 0 } });
  expect(describeRun(log)).toContain(
    "\nAt temperature 0 the policy always takes its first choice: all 4 samples are one and the same.\n",
  );
  expect(describeRun(await toyLog(majority, { knobs: { n: 4 } }))).not.toContain("first choice");
});
