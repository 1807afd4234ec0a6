/** The reasons that the checkers give, one by one. */
import { describe, expect, it } from "vitest";
import { derive } from "./families/countdown/solver.ts";
import { stepTexts } from "./families/countdown/step.ts";
import { checkStep, familyOf, parseProblem } from "./families/index.ts";

function verdict(text: string, before: string[], step: string): string {
  const parsed = parseProblem(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const result = checkStep(parsed.problem, before, step);
  return result.ok ? (result.note ?? "right") : result.reason;
}

describe("countdown", () => {
  const game = "Make 24 from 4, 7, 8, 8.";
  it.each([
    [[], "8 - 4 = 4 left 7 8 4", "right"],
    [[], "8 - 4 = 4 left 4 7 8", "right"],
    [[], "8 - 4 = 5 left 7 8 5", "8 - 4 is 4, not 5."],
    [[], "9 - 4 = 5 left 7 8 8 5", "9 is not among the numbers left (4, 7, 8, 8)."],
    [[], "8 - 4 = 4 left 7 4", "What is left is 7, 8, 4, not 7, 4."],
    [[], "7 / 4 = 1 left 8 8 1", "7 / 4 is 7/4, not 1."],
    [[], "4 / 8 = 1/2 left 7 8 1/2", "Correct, but 24 can no longer be reached."],
    [[], "4 - 7 = 3 left 8 8 3", "4 - 7 is not a positive number."],
    [[], "8 + 8", "“8 + 8” is not of the form “8 - 4 = 4 left 4 7 8”."],
    [[], "8 * 8 = 64 left 4 7 64", "Correct, but 24 can no longer be reached."],
    [
      ["8 - 4 = 4 left 7 8 4", "7 - 4 = 3 left 8 3"],
      "8 + 3 = 11",
      "It ends at 11, but the target is 24.",
    ],
    [["8 - 4 = 4 left 7 8 4", "7 - 4 = 3 left 8 3"], "8 * 3 = 24", "right"],
  ])("after %j, %s: %s", (before, step, expected) => {
    expect(verdict(game, before, step)).toBe(expected);
  });

  it("solves the Game of 24 exactly, with fractions where nothing else will do", () => {
    expect(derive([4, 7, 8, 8], 24)).not.toBeNull();
    expect(derive([1, 1, 1, 1], 24)).toBeNull();
    expect(stepTexts(derive([3, 3, 8, 8], 24) ?? [])).toEqual([
      "8 / 3 = 8/3 left 3 8 8/3",
      "3 - 8/3 = 1/3 left 8 1/3",
      "8 / 1/3 = 24",
    ]);
  });
});

describe("countdown with numbers left over", () => {
  const game = "Make 532 from some of 100, 25, 8, 5, 1, 9.";
  const before = ["100 * 5 = 500 left 25 8 1 9 500", "25 + 8 = 33 left 1 9 500 33"];
  const to32 = "33 - 1 = 32 left 9 500 32";
  it.each([
    [before, to32, "right"],
    [[...before, to32], "500 + 32 = 532", "right"],
    [[...before, to32], "500 + 32 = 532 left 9 532", "right"],
    [[...before, to32], "500 + 9 = 509", "It ends at 509, but the target is 532."],
    [[...before, to32], "500 - 9 = 491 left 32 491", "Correct, but 532 can no longer be reached."],
    [before, "33 - 1 = 32 left 500 32", "What is left is 9, 500, 32, not 500, 32."],
  ])("after %j, %s: %s", (steps, step, expected) => {
    expect(verdict(game, steps, step)).toBe(expected);
  });

  it("takes as few steps as can be", () => {
    const steps = stepTexts(derive([100, 25, 8, 3, 1, 9], 125, { leftovers: true }) ?? []);
    expect(steps).toEqual(["100 + 25 = 125"]);
  });
});

describe("story", () => {
  const story =
    "Ann has 12 pens. Ben has 5 more pens than Ann. Cara has 3 pens. Dan has 9 coins. How many pens do Ann and Ben have together?";
  it.each([
    [[], "Ben = Ann + 5 = 12 + 5 = 17", "right"],
    [[], "Ben = Ann + 5 = 12 + 5 = 18", "Ann + 5 is 17, not 18."],
    [[], "Ben = Ann + 4 = 12 + 4 = 16", "Ben has 17 pens, not 16."],
    [[], "total = Ann + Ben = 12 + 17 = 29", "The number of Ben is not known yet."],
    [[], "Dan = Ann - 3 = 12 - 3 = 9", "The story does not say how many pens Dan has."],
    [[], "Gus = 4 * 3 = 12", "The story does not say how many pens Gus has."],
    [["Ben = Ann + 5 = 12 + 5 = 17"], "total = Ann + Ben = 12 + 17 = 29", "right"],
    [
      ["Ben = Ann + 5 = 12 + 5 = 17"],
      "more = Ben - Ann = 17 - 12 = 5",
      "The answer is not 5: the question asks for something else.",
    ],
  ])("after %j, %s: %s", (before, step, expected) => {
    expect(verdict(story, before, step)).toBe(expected);
  });
});

describe("equations", () => {
  it.each([
    [[], "3 x + 12 - 5 = 22", "right"],
    [[], "3x + 7 = 22", "right"],
    [
      [],
      "3 x + 12 - 5 = 23",
      "This holds for x = 16/3, the problem for x = 5: they are not equivalent.",
    ],
    [["3 x + 7 = 22"], "3x + 7 = 22", "Correct, but nothing has changed."],
    [[], "x = 5", "right"],
    [[], "x = - 5", "This holds for x = -5, the problem for x = 5: they are not equivalent."],
    [[], "0 x = 0", "This equation has no solution of its own: it holds for no x, or for every x."],
    [[], "hello", "“hello” is not a linear equation in x."],
  ])("after %j, %s: %s", (before, step, expected) => {
    expect(verdict("Solve 3(x + 4) - 5 = 22.", before, step)).toBe(expected);
  });
});

describe("a step that is none of the family", () => {
  const problems = {
    countdown: "Make 24 from 4, 7, 8, 8.",
    story: "Ann has 12 pens. How many pens does Ann have?",
    equations: "Solve 3x + 4 = 19.",
  };
  it.each([
    ["countdown", "x = 10", "“x = 10” is a step of an equation, not of a countdown."],
    ["countdown", "3 x = 15", "“3 x = 15” is a step of an equation, not of a countdown."],
    [
      "countdown",
      "Ann = 5 + 7 = 12",
      "“Ann = 5 + 7 = 12” is a step of a story, not of a countdown.",
    ],
    ["story", "x = 12", "“x = 12” is a step of an equation, not of a story."],
    ["story", "5 + 7 = 12", "“5 + 7 = 12” is a step of a countdown, not of a story."],
    [
      "equations",
      "8 - 4 = 4 left 4 7 8",
      "“8 - 4 = 4 left 4 7 8” is a step of a countdown, not of an equation.",
    ],
    ["equations", "total = 12", "“total = 12” is a step of a story, not of an equation."],
    ["countdown", "", "The step is blank."],
    ["story", "  ", "The step is blank."],
    ["equations", "\n", "The step is blank."],
  ] as const)("%s: %j", (family, step, reason) => {
    expect(verdict(problems[family], [], step)).toBe(reason);
  });
});

describe("the answer of a countdown derivation", () => {
  const parsed = parseProblem("Make 24 from 4, 7, 8, 8.");
  if (!parsed.ok) throw new Error(parsed.error.message);
  const { problem } = parsed;
  const family = familyOf("countdown");
  it.each([
    [["8 - 4 = 4 left 7 8 4", "7 - 4 = 3 left 8 3", "8 * 3 = 24"], "(7 - (8 - 4)) * 8 = 24", true],
    [["8 - 4 = 4 left 7 8 4", "7 - 4 = 3 left 8 3", "8 + 3 = 11"], "(7 - (8 - 4)) + 8 = 11", false],
    [["8 - 4 = 3 left 7 8 3", "8 * 3 = 24"], "(8 - 4) * 8 = 24", false],
    [["7 - 8/4 = 5 left 8 5", "8 - 5 = 3"], "8 - (7 - 2) = 3", false],
    [["8 + 8 = 16 left 4 7 16", "4 * 7 = 24 left 16 24"], "4 * 7 = 24", false],
    [["9 + 8 = 17 left 4 7 17", "17 + 7 = 24"], "(8 + 9) + 7 = 24", false],
  ])("%j gives %s, right: %s", (steps, answer, right) => {
    const given = family.extractAnswer(problem, steps);
    expect(given).toBe(answer);
    expect(family.checker(problem).isRight(given)).toBe(right);
  });
});

it("takes a fraction for a number only where a step before has made it", () => {
  const parsed = parseProblem("Make 24 from 3, 3, 8, 8.");
  if (!parsed.ok) throw new Error(parsed.error.message);
  const family = familyOf("countdown");
  const made = ["8 / 3 = 8/3 left 3 8 8/3", "3 - 8/3 = 1/3 left 8 1/3", "8 / 1/3 = 24"];
  const answers = [made, made.slice(1)].map((steps) => family.extractAnswer(parsed.problem, steps));
  expect(answers).toEqual(["8 / (3 - (8 / 3)) = 24", "8 / (3 - 8/3) = 24"]);
  const right = answers.map((answer) => family.checker(parsed.problem).isRight(answer));
  expect(right).toEqual([true, false]);
});
