import { describe, expect, it } from "vitest";
import { generateWithDerivation } from "../families/countdown/draw.ts";
import { familyOf, parseProblem } from "../families/index.ts";
import { random } from "../random.ts";
import { readNumber } from "../rational.ts";
import { splitOf } from "../split.ts";
import { EVERYDAY_EQUATIONS } from "./everyday-equations.ts";
import { GAME_OF_24_HARD } from "./game-of-24-hard.ts";
import { problemSets } from "./index.ts";

const keyOf = (text: string): string => {
  const parsed = parseProblem(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.problem.key;
};

describe("the hundred hard hands of the Game of 24", { timeout: 60_000 }, () => {
  it("are a hundred different ones, each solvable", () => {
    const problems = problemSets["game-of-24-hard"].problems();
    expect(new Set(problems.map(({ key }) => key)).size).toBe(100);
    for (const problem of problems) {
      const steps = familyOf("countdown").solve(problem) ?? [];
      const answer = familyOf("countdown").extractAnswer(problem, steps);
      expect(familyOf("countdown").checker(problem).isRight(answer)).toBe(true);
    }
  });

  it("are in no other split than test, in whatever order they are written", () => {
    for (const [index, hand] of GAME_OF_24_HARD.entries()) {
      for (let order = 0; order < 6; order++) {
        const text = `Make 24 from ${random(5, index, order).shuffle(hand).join(", ")}.`;
        expect(splitOf(keyOf(text)), text).toBe("test");
      }
      expect(splitOf(keyOf(`Make 24 from some of ${hand.join(", ")}.`))).toBe("test");
    }
  });

  it("are never drawn for training", { timeout: 60_000 }, () => {
    const hard = new Set(GAME_OF_24_HARD.map((hand) => keyOf(`Make 24 from ${hand.join(", ")}.`)));
    for (let seed = 0; seed < 600; seed++) {
      const { problem } = generateWithDerivation(seed, 3, "train", "game-of-24");
      expect(hard.has(problem.key)).toBe(false);
    }
  });
});

it("holds all 1,362 solvable hands of the Game of 24", { timeout: 60_000 }, () => {
  const keys = problemSets["game-of-24"].problems().map(({ key }) => key);
  expect(new Set(keys).size).toBe(1362);
  const inTest = keys.filter((key) => splitOf(key) === "test");
  expect(inTest.length).toBeGreaterThan(150);
  expect(inTest.length).toBeLessThan(200);
});

describe("everyday equations", () => {
  const problems = problemSets["everyday-equations"].problems();

  it("are at least a hundred, no two of the same numbers, all of the test split", () => {
    expect(problems.length).toBeGreaterThanOrEqual(100);
    expect(new Set(problems.map(({ key }) => key)).size).toBe(problems.length);
    for (const { key, text } of problems) expect(splitOf(key), text).toBe("test");
  });

  it("have the solution that is written beside them, by putting it into the text", () => {
    for (const [text, solution] of EVERYDAY_EQUATIONS) {
      const value = readNumber(solution.replace("-", ""));
      if (!value) throw new Error(`${text}: ${solution} is no number.`);
      const sign = solution.startsWith("-") ? -1 : 1;
      const number = (sign * Number(value.n)) / Number(value.d);
      const [left = 0, right = 1] = text.split("=").map((side) => {
        const code = side.replace(/(\d|\))(?=[a-z(])/g, "$1*").replace(/[a-z]/g, `(${number})`);
        return Number(new Function(`return ${code}`)());
      });
      expect(left, text).toBeCloseTo(right, 6);
    }
  });

  it("are solved step by step to that solution", () => {
    for (const [index, problem] of problems.entries()) {
      const family = familyOf("equations");
      const steps = family.solve(problem) ?? [];
      expect(family.extractAnswer(problem, steps)).toBe(`x = ${EVERYDAY_EQUATIONS[index]?.[1]}`);
      for (const [at, step] of steps.entries()) {
        expect(family.checkStep(problem, steps.slice(0, at), step), step).toEqual({ ok: true });
      }
    }
  });
});
