import { describe, expect, it } from "vitest";
import { fold } from "../../search/tree.ts";
import { goldenLog, goldenTree } from "../tree/golden-trees.ts";
import { standingOf } from "./standing.ts";

/** How many events a golden log has before the first of this type. */
const until = (strategy: string, type: string): number =>
  goldenLog(strategy).findIndex((event) => event.type === type);
const counts = (strategy: string, events?: number) =>
  Object.fromEntries(
    standingOf(goldenTree(strategy, events)).tally.map(({ answer, count }) => [answer, count]),
  );

it("shows the vote as it was counted", () => {
  expect(standingOf(goldenTree("majority"))).toMatchObject({
    caption: "Majority vote",
    counted: "votes",
    weighed: null,
  });
  expect(standingOf(goldenTree("rebase")).weighed).toBe("weight");
});

it("calls a tie one", () => {
  const log = goldenLog("majority").map((event) => {
    if (event.type !== "vote") return event;
    const [lead, next, ...others] = event.tally;
    if (!lead || !next) throw new Error("the vote lost its lines");
    return { ...event, tally: [{ ...lead, weight: next.weight }, next, ...others] };
  });
  const { caption } = standingOf(fold(log));
  expect(caption).toBe("Majority vote; a tie of 3, and the first found is taken");
});

it("counts trajectories as long as there is no vote", () => {
  const standing = standingOf(goldenTree("rebase", until("rebase", "vote")));
  expect(standing).toMatchObject({ caption: "So far, 4 answers", counted: "paths" });
  expect(standing.tally.reduce((sum, { count }) => sum + count, 0)).toBe(8);
});

describe("a particle filter", () => {
  const id = "particle-filtering";
  it("counts one particle on each end before they are drawn anew", () => {
    expect(counts(id, 26)).toEqual({ "24": 5, "23": 1, "25": 1, "34": 1 });
  });
  it("counts a node once for each of its particles after the draw, as the vote then does", () => {
    const before = standingOf(goldenTree(id, until(id, "vote")));
    expect(before.counted).toBe("particles");
    expect(counts(id, until(id, "vote"))).toEqual(counts(id));
    expect(counts(id)).toEqual({ "24": 7, "34": 1 });
  });
});

describe("a run that ends without a vote", () => {
  it.each(["tot-dfs", "think-longer"])("%s says so", (strategy) => {
    const tree = goldenTree(strategy);
    expect(tree.votes).toEqual([]);
    const { caption, tally } = standingOf(tree);
    expect(caption).toBe("Settled on one path, without a vote");
    expect(tally[0]?.answer).toBe(tree.answer?.answer);
  });
  it("says so too when it has no answer", () => {
    const tree = goldenTree("tot-dfs", until("tot-dfs", "answer"));
    expect(standingOf({ ...tree, done: "budget" }).caption).toBe("No vote; 2 answers found");
  });
});
