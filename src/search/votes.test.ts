import { expect, test } from "vitest";
import { families } from "../problems/families/index.ts";
import { type Ballot, count as countBy, tiedWith } from "./votes.ts";

const spelling = { key: (answer: string) => answer };
const count = (rule: Parameters<typeof countBy>[0], ballots: readonly Ballot[]) =>
  countBy(rule, ballots, spelling);

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

test("best: the single highest score of those that answer, and of all where none does", () => {
  const silent: Ballot = { node: 6, answer: null, score: 0.9 };
  const { tally, winner, answer } = count("best", [...ballots, silent]);
  expect([winner?.node, answer]).toEqual([5, "19"]);
  expect(tally.flatMap((line) => line.nodes)).not.toContain(6);
  expect(count("best", [silent])).toEqual({ tally: [], winner: silent, answer: null });
});

test("best: of equal scores the one that finished first", () => {
  const again: Ballot = { node: 6, answer: "15", score: 0.8 };
  expect(count("best", [...ballots, again])).toMatchObject({ answer: "19", winner: { node: 5 } });
});

test("the silent have no vote, and nobody wins where nobody speaks", () => {
  const silent: Ballot = { node: 6, answer: null, score: 0.9 };
  expect(count("majority", [silent, silent, ...ballots.slice(0, 1)]).winner?.node).toBe(1);
  expect(count("weighted", [silent])).toEqual({ tally: [], winner: null, answer: null });
  expect(count("best", [])).toEqual({ tally: [], winner: null, answer: null });
});

test("rules that need scores refuse ballots without one", () => {
  const unscored: Ballot[] = [{ node: 1, answer: "3", score: null }];
  expect(() => count("weighted", unscored)).toThrow("Node 1 has no score to vote with.");
  expect(count("majority", unscored).winner?.node).toBe(1);
});

test("names what the winner ties with", () => {
  expect(tiedWith(count("majority", ballots).tally).map((line) => line.answer)).toEqual(["17"]);
  expect(tiedWith(count("weighted", ballots).tally)).toEqual([]);
  expect(tiedWith(count("majority", ballots.slice(0, 1)).tally)).toEqual([]);
  expect(tiedWith([])).toEqual([]);
});

test("spellings of one answer are one line, shown as the first of them", () => {
  const parsed = families.countdown.parse("Make 30 from 2, 3, 5, 1.");
  if (!parsed.ok) throw new Error(parsed.error.message);
  const checker = families.countdown.checker(parsed.problem);
  const spelled: Ballot[] = [
    { node: 1, answer: "(1 + 3) * (2 + 5) = 28", score: 0.3 },
    { node: 2, answer: "((1 + 3) + 2) * 5 = 30", score: 0.1 },
    { node: 3, answer: "(1 + 3) * (2 + 5) = 28", score: 0.1 },
    { node: 4, answer: "5 * (1 + (2 + 3)) = 30", score: 0.2 },
    { node: 5, answer: "((2 + 3) + 1) * 5 = 30", score: 0.25 },
  ];
  for (const [rule, node] of [
    ["majority", 2],
    ["weighted", 5],
  ] as const) {
    const { tally, winner, answer } = countBy(rule, spelled, checker);
    expect(answer).toBe("((1 + 3) + 2) * 5 = 30");
    expect(tally[0]).toMatchObject({ answer, count: 3, nodes: [2, 4, 5] });
    expect(winner?.node).toBe(node);
  }
});
