import { expect, test } from "vitest";
import { emptyLedger } from "../../search/ledger.ts";
import { csvOf } from "./csv.ts";
import type { Summary } from "./summary.ts";

test("CSV has a line of what made it, a head, and a line a row; no cell begins a formula", () => {
  const row: Summary = {
    ...{ family: "countdown", difficulty: 3, policy: '=1+"2"', strategy: "beam", prm: null },
    ...{ aggregation: "last", budget: 4, problems: 20, seeds: 2 },
    ...{ accuracy: 0.5, low: 0.4, high: 0.6, ledger: { ...emptyLedger(), flops: 2e9 } },
  };
  const lines = csvOf([row], '{"settings":\n1}').split("\r\n");
  expect(lines[0]).toBe('# {"settings": 1}');
  expect(lines[1]).toMatch(/^family,difficulty,policy,.*,accuracy,low,high,completions,.*seconds$/);
  expect(lines[2]).toBe(
    `countdown,3,"'=1+""2""",beam,,last,4,20,2,0.5,0.4,0.6,0,0,0,0,0,0,2000000000,0`,
  );
  expect(lines[3]).toBe("");
});
