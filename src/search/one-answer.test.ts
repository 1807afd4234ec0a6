/** Spellings of one answer agree: in votes, stopping rules, the lead, logs and the tree. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkerFor, familyOf, readProblem } from "../problems/families/index.ts";
import type { ProblemRecord } from "../problems/problem.ts";
import type { SearchLog } from "./events.ts";
import { toldPolicy, toldVerifier } from "./fixtures/told.ts";
import { leadersOf } from "./leading.ts";
import { readLog, writeLog } from "./log.ts";
import { runSearch } from "./run.ts";
import { bestOfN } from "./strategies/best-of-n.ts";
import { majority } from "./strategies/majority.ts";
import { weightedBestOfN } from "./strategies/weighted-best-of-n.ts";
import type { Strategy } from "./strategy.ts";
import { fold } from "./tree.ts";

const RECORD: ProblemRecord = { family: "countdown", text: "Make 30 from 2, 3, 5, 1." };

/** What policy-small sampled for this problem at temperature 0.8, n = 64. */
function sampled(seed: number): string[][] {
  const path = fileURLToPath(new URL(`fixtures/make-30-seed-${seed}.txt`, import.meta.url));
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  return lines.map((line) => line.split("; "));
}

async function logOf(
  strategy: Strategy,
  trajectories: readonly (readonly string[])[],
  knobs: Record<string, number | string> = {},
): Promise<SearchLog> {
  const read = readProblem(RECORD);
  if (!read.ok) throw new Error(read.error.message);
  const log: SearchLog = [];
  const events = runSearch(strategy, {
    problem: read.problem,
    family: familyOf("countdown"),
    policy: toldPolicy(trajectories),
    verifier: toldVerifier([]),
    knobs: { n: trajectories.length, ...knobs },
    seed: 1,
    clock: () => 0,
  });
  for await (const event of events) log.push(event);
  return log;
}

test.each([
  [1, 5],
  [2, 7],
])("64 samples under seed %i elect the answer that most agree on", async (seed, second) => {
  const log = await logOf(majority, sampled(seed));
  const tree = fold(log);
  expect(tree.answer).toMatchObject({ correct: true });
  const [lead, next] = tree.votes[0]?.tally ?? [];
  expect(lead).toMatchObject({ count: 8, answer: tree.answer?.answer });
  expect(next?.count).toBe(second);
  const votes = tree.votes[0]?.tally.reduce((sum, { count }) => sum + count, 0);
  expect(votes).toBe(64);
  expect(readLog(writeLog(log))).toMatchObject({ ok: true });
  expect(leadersOf(log).at(-1)?.answer).toBe(tree.answer?.answer);
});

const SPELLED = [
  ["1 + 3 = 4 left 2 5 4", "4 + 2 = 6 left 5 6", "6 * 5 = 30"],
  ["2 + 3 = 5 left 5 1 5", "5 + 1 = 6 left 5 6", "5 * 6 = 30"],
  ["2 + 1 = 3 left 3 5 3", "3 + 3 = 6 left 5 6", "6 * 5 = 30"],
  ["5 * 3 = 15 left 2 1 15", "15 * 2 = 30 left 1 30", "30 + 1 = 31"],
];

test("the weights of one answer's spellings are added up, and the first spelling is shown", async () => {
  const tree = fold(await logOf(weightedBestOfN, SPELLED));
  expect(tree.votes[0]?.tally).toMatchObject([
    { answer: "((1 + 3) + 2) * 5 = 30", count: 3, weight: 1.5 },
    { answer: "((3 * 5) * 2) + 1 = 31", count: 1, weight: 0.5 },
  ]);
});

test("a stopping rule counts them together", async () => {
  const twice = [...SPELLED.slice(0, 2), ...SPELLED];
  const log = await logOf(majority, twice, { stop: "doubling" });
  expect(fold(log).ledgers.at(-1)?.completions).toBe(2);
  expect(fold(log).answer).toMatchObject({ answer: "((1 + 3) + 2) * 5 = 30", correct: true });
});

test("the lead does not change with the spelling", async () => {
  const answers = leadersOf(await logOf(majority, SPELLED)).map(({ answer }) => answer);
  expect(answers).toEqual(["((1 + 3) + 2) * 5 = 30"]);
});

test("a tie is called one, where the winner and where the loser is explained", async () => {
  const tree = fold(await logOf(bestOfN, SPELLED.slice(2)));
  const reasons = tree.nodes.flatMap(({ verdicts }) => verdicts.map(({ reason }) => reason));
  expect(reasons).toEqual([
    "kept: score 0.50 is the best of 2, a tie with ((3 * 5) * 2) + 1 = 31; it was found first",
    "dropped: score 0.50; the best of 2 has 0.50, and finished first",
  ]);
  const vote = fold(await logOf(majority, SPELLED.slice(2)));
  expect(vote.nodes.flatMap(({ verdicts }) => verdicts.map(({ reason }) => reason))).toEqual([
    "kept: ((1 + 2) + 3) * 5 = 30 has 1 of 2 votes, a tie with ((3 * 5) * 2) + 1 = 31; it was found first",
    "dropped: ((3 * 5) * 2) + 1 = 31 has 1 vote; ((1 + 2) + 3) * 5 = 30 has 1, which was found first",
  ]);
});

test("a log that counts a node for another answer is refused, whatever the spelling", async () => {
  const log = await logOf(majority, SPELLED);
  const broken = log.map((event) =>
    event.type === "vote"
      ? { ...event, tally: event.tally.map((line) => ({ ...line, answer: "(5 * 6) = 30" })) }
      : event,
  );
  expect(readLog(writeLog(broken))).toMatchObject({ ok: false });
  // Of a problem that cannot be read nobody knows which spellings are one.
  const unread = log.map((event) =>
    event.type === "start" ? { ...event, problem: { ...RECORD, text: "What is this?" } } : event,
  );
  expect(readLog(writeLog(unread))).toMatchObject({ ok: true });
  const { same } = checkerFor(RECORD);
  expect(same("(5 * 6) = 30", "((1 + 3) + 2) * 5 = 30")).toBe(false);
});
