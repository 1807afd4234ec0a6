import fc from "fast-check";
import { expect, it } from "vitest";
import type { SearchEvent } from "../../search/events.ts";
import { toyLog } from "../../search/fixtures/toy.ts";
import { mctsUct } from "../../search/strategies/mcts-uct.ts";
import { fold } from "../../search/tree.ts";
import { createSnapshots } from "./snapshots.ts";

const log = await toyLog(mctsUct, { knobs: { n: 64, branch: 6 } });
const other = await toyLog(mctsUct, { knobs: { n: 4 }, seed: 2 });

it("is long enough to keep only some of its trees", () => expect(log.length).toBeGreaterThan(300));

it("gives the fold of the log cut off there, wherever it is asked for, in any order", () => {
  const cursors = fc.array(fc.nat(log.length + 3), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(cursors, (asked) => {
      const snapshots = createSnapshots();
      for (const cursor of asked)
        expect(snapshots.at(log, cursor)).toEqual(fold(log.slice(0, cursor)));
    }),
    { numRuns: 8 },
  );
});

it("gives the same tree again, for what is looked at over and over", () => {
  const snapshots = createSnapshots();
  const whole = snapshots.at(log, log.length);
  const middle = snapshots.at(log, 151);
  expect(snapshots.at(log, log.length)).toBe(whole);
  expect(snapshots.at(log, 151)).toBe(middle);
});

it("follows a log that grows by copies, and forgets it for another one", () => {
  const snapshots = createSnapshots();
  let live: SearchEvent[] = [];
  for (const event of log) {
    live = [...live, event];
    expect(snapshots.at(live, live.length).ledgers.length).toBe(live.length);
  }
  expect(snapshots.at(live, live.length)).toEqual(fold(log));
  expect(snapshots.at(other, 9)).toEqual(fold(other.slice(0, 9)));
  expect(snapshots.at([], 0).nodes).toEqual([]);
});
