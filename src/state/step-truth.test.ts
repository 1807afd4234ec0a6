import { expect, it } from "vitest";
import { familyOf, readProblem } from "../problems/families/index.ts";
import type { ProblemRecord } from "../problems/problem.ts";
import type { SearchLog } from "../search/events.ts";
import { toldPolicy } from "../search/fixtures/told.ts";
import { runSearch } from "../search/run.ts";
import { greedy } from "../search/strategies/greedy.ts";
import { fold } from "../search/tree.ts";
import { isRight, isStep, problemOf, truthOf } from "./step-truth.ts";

const COUNTDOWN: ProblemRecord = { family: "countdown", text: "Make 24 from 4, 7, 8, 8." };
const STORY: ProblemRecord = {
  family: "story",
  text: "Ann has 12 marbles. Ben has 5 more marbles than Ann. How many marbles does Ben have?",
};
const EQUATION: ProblemRecord = { family: "equations", text: "Solve 2x = 20." };

async function truthsOf(record: ProblemRecord, steps: readonly string[]) {
  const read = readProblem(record);
  if (!read.ok) throw new Error(read.error.message);
  const log: SearchLog = [];
  const family = familyOf(record.family);
  const request = { problem: read.problem, family, policy: toldPolicy([steps]), seed: 1 };
  for await (const event of runSearch(greedy, request)) log.push(event);
  const tree = fold(log);
  const problem = problemOf(tree);
  return tree.nodes.slice(1).map(({ id }) => truthOf(tree, problem, id));
}

it.each([
  [COUNTDOWN, "x = 10"],
  [COUNTDOWN, "Ben = Ann + 5 = 12 + 5 = 17"],
  [STORY, "x = 17"],
  [STORY, "12 + 5 = 17"],
  [EQUATION, "5 + 5 = 10"],
  [EQUATION, "Ben = 10"],
  [EQUATION, "10 * 2 = 20 left 4"],
])("in %o a step of another family, %s, is wrong and no step", async (record, step) => {
  expect(await truthsOf(record, [step])).toMatchObject([{ kind: "wrong" }]);
  const read = readProblem(record);
  expect(read.ok && isStep(read.problem, step)).toBe(false);
});

it.each([COUNTDOWN, STORY, EQUATION])(
  "in %o a blank step is wrong, and what follows it",
  async (record) => {
    const read = readProblem(record);
    if (!read.ok) throw new Error(read.error.message);
    const [first = "", ...rest] = familyOf(record.family).solve(read.problem) ?? [];
    const truths = await truthsOf(record, ["  ", first]);
    expect(truths).toMatchObject([
      { kind: "wrong", reason: "The step is blank." },
      { kind: "follows-wrong", step: 1 },
    ]);
    expect(isStep(read.problem, "")).toBe(false);
    for (const step of [first, ...rest]) expect(isStep(read.problem, step), step).toBe(true);
  },
);

it("knows neither right nor wrong where the problem cannot be read", () => {
  expect(isRight(null, "24")).toBeNull();
});
