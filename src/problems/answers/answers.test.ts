import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { familyOf, parseProblem } from "../families/index.ts";
import { random } from "../random.ts";
import { rational } from "../rational.ts";
import type { AnswerChecker } from "./checker.ts";
import { numberChecker } from "./number.ts";

function checkerOf(text: string): AnswerChecker {
  const parsed = parseProblem(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return familyOf(parsed.problem.family).checker(parsed.problem);
}

describe("answers of a countdown", () => {
  const checker = checkerOf("Make 24 from 4, 7, 8, 8.");
  it.each([
    ["(7 - (8 - 4)) * 8 = 24", "8 * (7 - (8 - 4)) = 24", true],
    ["(7 - (8 - 4)) * 8 = 24", "((7 - 8) + 4) * 8 = 24", true],
    ["(7 - (8 - 4)) * 8 = 24", "8×(7−8+4)=24", true],
    ["((4 + 7) + 8) + 8 = 27", "4 + (7 + (8 + 8)) = 27", true],
    ["(4 * 7) * (8 / 8) = 28", "((4 * 8) * 7) / 8 = 28", true],
    ["8 / (4 / 7) = 14", "(8 * 7) / 4 = 14", true],
    ["(4 + 8) * (8 / 4) = 24", "4 * 8 - 8 = 24", false],
    ["8 - 4 = 4", "4 - 8 = 4", false],
    ["8 / 4 = 2", "4 / 8 = 2", false],
    ["8 * 3 = 24", "8 * 3 = 25", false],
    ["2 * (3 + 4) = 14", "(2 * 3) + 4 = 14", false],
    ["nonsense", "  nonsense ", true],
    ["nonsense", "no sense", false],
  ])("%s and %s are one: %s", (a, b, one) => {
    expect(checker.same(a, b)).toBe(one);
    expect(checker.same(b, a)).toBe(one);
    expect(checker.key(a) === checker.key(b)).toBe(one);
  });

  it.each([
    ["(7 - (8 - 4)) * 8 = 24", true],
    ["(7 - (8 - 4)) * 8", true],
    ["((7 - 8) + 4) × 8 = 24", true],
    ["(7 - (8 - 4)) * 8 = 25", false],
    ["3 * 8 = 24", false],
    ["(7 - (8 - 4)) * 8 + 8 - 8 = 24", false],
    ["24", false],
    ["", false],
    ["8 / (7 - 7) = 24", false],
  ])("%s is right: %s", (answer, right) => expect(checker.isRight(answer)).toBe(right));

  it("knows one answer in any order and bracketing of sums and products", () => {
    const write = (numbers: readonly number[], sign: "+" | "*", seed: number): string => {
      const r = random(8, seed);
      let parts = r.shuffle(numbers).map(String);
      while (parts.length > 1) {
        const at = r.integer(0, parts.length - 2);
        const joined = `(${parts[at]} ${sign} ${parts[at + 1]})`;
        parts = [...parts.slice(0, at), joined, ...parts.slice(at + 2)];
      }
      return parts[0] ?? "";
    };
    const cases = fc.record({
      numbers: fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 6 }),
      sign: fc.constantFrom("+" as const, "*" as const),
      seeds: fc.tuple(fc.nat(), fc.nat()),
    });
    fc.assert(
      fc.property(cases, ({ numbers, sign, seeds }) =>
        checker.same(write(numbers, sign, seeds[0]), write(numbers, sign, seeds[1])),
      ),
    );
  });

  it("may leave numbers over where the problem says so", () => {
    const some = checkerOf("Make 125 from some of 100, 25, 8, 3, 1, 9.");
    expect(some.isRight("100 + 25 = 125")).toBe(true);
    expect(some.isRight("100 + 25 + 8 - 8 = 125")).toBe(false);
  });
});

describe("answers that are numbers", () => {
  const checker = checkerOf("2x = 1");
  it.each([
    ["x = 1/2", "0.5", true],
    ["x = 1/2", "x = 1 / 2", true],
    ["1/2", "2/4", true],
    ["x = - 1/2", "-0.5", true],
    ["１/２", "½", true],
    ["x = 1/2", "x = - 1/2", false],
    ["0.5", "0.50001", false],
    ["x = 1/0", "x = 2/0", false],
    ["two", "two.", false],
  ])("%s and %s are one: %s", (a, b, one) => {
    expect(checker.same(a, b)).toBe(one);
    expect(checker.same(b, a)).toBe(one);
  });

  it.each([
    ["x = 1/2", true],
    ["0.5", true],
    ["y = 1/2", true],
    ["2", false],
    ["half", false],
    ["", false],
  ])("%s is right: %s", (answer, right) => expect(checker.isRight(answer)).toBe(right));

  it("of a story are right by their value", () => {
    const story = checkerOf("Ann has 12 pens. How many pens does Ann have?");
    expect(["12", "Ann = 12", "12.0", "13", "twelve"].map(story.isRight)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("are neither right nor wrong where nobody knows", () => {
    expect(numberChecker(null).isRight("12")).toBeNull();
    expect(numberChecker(rational(12)).isRight("12")).toBe(true);
  });
});
