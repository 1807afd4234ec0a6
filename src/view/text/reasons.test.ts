import { expect, it } from "vitest";
import { reasonOnCard, scoredReason } from "./reasons.ts";

it.each([
  [
    "dropped: scores 0.02 to 0.98; the best of 16 has 0.98",
    0.9712,
    "dropped: it scored 0.97; the best of 16 scored 0.98",
  ],
  [
    "dropped: scores 0.02 to 0.98; the best of 16 has 0.98, and finished first",
    0.98,
    "dropped: it scored 0.98; the best of 16 scored 0.98 and finished first",
  ],
  [
    "dropped: score 0.30; the best of 2 in tree 1 has 0.60",
    0.3,
    "dropped: it scored 0.30; the best of 2 in tree 1 scored 0.60",
  ],
  [
    "dropped: scores 0.10 to 0.40; only the best 4 of 16 went on (scores 0.50 to 0.62)",
    0.4,
    "dropped: it scored 0.40; only the best 4 of 16 went on (scores 0.50 to 0.62)",
  ],
  [
    "dropped: score 0.0041; the best of 16 has 0.98",
    0.0041,
    "dropped: it scored 0.0041; the best of 16 scored 0.98",
  ],
  // A path's score need not be that of its last step.
  [
    "dropped: scores 0.02 to 0.50; the best of 16 has 0.98",
    0.97,
    "dropped: it scored 0.02 to 0.50; the best of 16 scored 0.98",
  ],
  ["kept: score 0.98 is the best of 16", 0.98, "kept: score 0.98 is the best of 16"],
  [
    "dropped unfinished: node 3 ended the search",
    0.5,
    "dropped unfinished: node 3 ended the search",
  ],
])("writes %j of a node with score %d as %j", (reason, own, written) => {
  expect(reasonOnCard(reason, own)).toBe(written);
});

it("speaks of several nodes by their range", () => {
  expect(scoredReason("scores 0.02 to 0.98; the best of 16 has 0.98", "they")).toBe(
    "they scored 0.02 to 0.98; the best of 16 scored 0.98",
  );
});
