import { expect, test } from "vitest";
import { type Ballot, count } from "./votes.ts";

const ballots: Ballot[] = [
  { node: 1, answer: "15", score: 0.2 },
  { node: 2, answer: "17", score: 0.4 },
  { node: 3, answer: "17", score: 0.5 },
  { node: 4, answer: "15", score: 0.3 },
  { node: 5, answer: "19", score: 0.8 },
];

test("majority: a tie goes to the answer seen first, its first trajectory stands for it", () => {
  const { tally, winner } = count("majority", ballots);
  expect(tally.map((line) => [line.answer, line.count, line.weight])).toEqual([
    ["15", 2, 2],
    ["17", 2, 2],
    ["19", 1, 1],
  ]);
  expect(winner?.node).toBe(1);
});

test("weighted: the largest sum of scores, its best trajectory stands for it", () => {
  const { tally, winner } = count("weighted", ballots);
  expect(tally[0]).toMatchObject({ answer: "17", count: 2, nodes: [2, 3] });
  expect(tally.map((line) => line.weight)).toEqual([0.9, 0.8, 0.5]);
  expect(winner?.node).toBe(3);
});

test("best: the single highest score, answered or not", () => {
  expect(count("best", ballots).winner?.node).toBe(5);
  const silent: Ballot = { node: 6, answer: null, score: 0.9 };
  const { tally, winner } = count("best", [...ballots, silent]);
  expect(winner).toBe(silent);
  expect(tally.flatMap((line) => line.nodes)).not.toContain(6);
});

test("the silent have no vote, and nobody wins where nobody speaks", () => {
  const silent: Ballot = { node: 6, answer: null, score: 0.9 };
  expect(count("majority", [silent, silent, ...ballots.slice(0, 1)]).winner?.node).toBe(1);
  expect(count("weighted", [silent])).toEqual({ tally: [], winner: null });
  expect(count("best", [])).toEqual({ tally: [], winner: null });
});

test("rules that need scores refuse ballots without one", () => {
  const unscored: Ballot[] = [{ node: 1, answer: "3", score: null }];
  expect(() => count("weighted", unscored)).toThrow("Node 1 has no score to vote with.");
  expect(count("majority", unscored).winner?.node).toBe(1);
});
