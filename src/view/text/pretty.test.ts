import { describe, expect, it } from "vitest";
import { clip, prettify, prettyStep } from "./pretty.ts";

describe("prettify", () => {
  it.each([
    ["8 * 3 = 24", "8 × 3 = 24"],
    ["8 - 4 = 4", "8 − 4 = 4"],
    ["12 / 4 = 3", "12 ÷ 4 = 3"],
    ["x = 7 / 2", "x = 7/2"],
    ["8 / 1/3 = 24", "8 ÷ 1/3 = 24"],
    ["8 / 3 = 8/3 left 3 8 8/3", "8 ÷ 3 = 8/3 left 3 8 8/3"],
    ["x/2 + 3/2 = 7", "x/2 + 3/2 = 7"],
    ["3/2 x = - 7/3", "3/2 x = −7/3"],
    ["1/2 ( x + 3 ) = 5", "1/2(x + 3) = 5"],
    ["3 x + 12 - 5 = 22", "3x + 12 − 5 = 22"],
    ["3 ( x + 4 ) - 5 = 22", "3(x + 4) − 5 = 22"],
    ["- 5 x = - 10", "−5x = −10"],
    ["2 * - 3 = - 6", "2 × −3 = −6"],
    ["Make 24 from 4 , 7 , 8 , 8 .", "Make 24 from 4, 7, 8, 8."],
    ["Ben = Ann + 5 = 12 + 5 = 17", "Ben = Ann + 5 = 12 + 5 = 17"],
    ["x = -3", "x = −3"],
    ["Solve 9(x - 8) - 9x + 32 = - 6x - 58.", "Solve 9(x − 8) − 9x + 32 = −6x − 58."],
    ["((4 + 7) - 8) * 8 = 24", "((4 + 7) − 8) × 8 = 24"],
    ["2 ( 4 ( 3 x + 4 ) + 4 x )", "2(4(3x + 4) + 4x)"],
    ["  8   -  4 ", "8 − 4"],
    ["", ""],
  ])("sets %j as %j", (plain, set) => expect(prettify(plain)).toBe(set));

  it("leaves text that is set already as it is", () => {
    const set = prettify("3 ( x + 4 ) - 5 = 22");
    expect(prettify(set)).toBe(set);
  });
});

describe("prettyStep", () => {
  it("parts what countdown computes from what is left", () => {
    expect(prettyStep("countdown", "8 - 4 = 4 left 4 7 8")).toEqual({
      main: "8 − 4 = 4",
      rest: "left 4, 7, 8",
      brief: "8 − 4 = 4",
      whole: "8 − 4 = 4, left 4, 7, 8",
    });
  });
  it("puts what a story found before how", () => {
    expect(prettyStep("story", "Ben = Ann / 3 = 12 / 3 = 4")).toEqual({
      main: "Ben = 4",
      rest: "Ann ÷ 3 = 12 ÷ 3",
      brief: "Ben = 4",
      whole: "Ben = Ann ÷ 3 = 12 ÷ 3 = 4",
    });
  });
  it("breaks a long equation before its sign, not a short one", () => {
    expect(prettyStep("equations", "6 x + 72 + 32 = 12 ( x - 4 )")).toEqual({
      main: "6x + 72 + 32",
      rest: "= 12(x − 4)",
      brief: "6x + 72 + 32 = 12(x − 4)",
      whole: "6x + 72 + 32 = 12(x − 4)",
    });
    expect(prettyStep("equations", "x = - 4").rest).toBe("");
  });
  it("says that a blank step is blank", () => {
    for (const text of ["", "  "])
      expect(prettyStep("countdown", text)).toMatchObject({ main: "(blank)", whole: "(blank)" });
  });
  it("takes whatever a policy may say", () => {
    for (const family of ["countdown", "story", "equations"] as const) {
      for (const text of ["", "=", "left", "left left", "= = ="]) {
        expect(() => prettyStep(family, text)).not.toThrow();
      }
    }
  });
});

it("clips long text and leaves short text alone", () => {
  expect(clip("abcdef", 4)).toBe("abc…");
  expect(clip("abc", 4)).toBe("abc");
});
