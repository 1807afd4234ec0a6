import { describe, expect, it } from "vitest";
import { clip, prettify, prettyStep } from "./pretty.ts";

describe("prettify", () => {
  it.each([
    ["8 * 3 = 24", "8 × 3 = 24"],
    ["8 - 4 = 4", "8 − 4 = 4"],
    ["12 / 4 = 3", "12 ÷ 4 = 3"],
    ["x = 7 / 2", "x = 7/2"],
    ["3 x + 12 - 5 = 22", "3x + 12 − 5 = 22"],
    ["3 ( x + 4 ) - 5 = 22", "3(x + 4) − 5 = 22"],
    ["- 5 x = - 10", "−5x = −10"],
    ["2 * - 3 = - 6", "2 × −3 = −6"],
    ["Make 24 from 4 , 7 , 8 , 8 .", "Make 24 from 4, 7, 8, 8."],
    ["Ben = Ann + 5 = 12 + 5 = 17", "Ben = Ann + 5 = 12 + 5 = 17"],
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
    });
  });
  it("keeps other families whole", () => {
    expect(prettyStep("story", "Ben = 12 + 5 = 17")).toEqual({
      main: "Ben = 12 + 5 = 17",
      rest: "",
    });
  });
});

it("clips long text and leaves short text alone", () => {
  expect(clip("abcdef", 4)).toBe("abc…");
  expect(clip("abc", 4)).toBe("abc");
});
