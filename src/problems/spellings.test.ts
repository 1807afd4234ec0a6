/** The many ways in which one problem is written, and what is refused for what it is. */
import { describe, expect, it } from "vitest";
import { familyOf, parseProblem } from "./families/index.ts";

const read = (text: string) => {
  const parsed = parseProblem(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed;
};

const refused = (text: string, family?: "countdown" | "story" | "equations") => {
  const parsed = parseProblem(text, family);
  if (parsed.ok)
    throw new Error(`“${text}” should be refused, not be read as ${parsed.problem.text}`);
  return parsed.error;
};

describe("an equation", () => {
  it.each([
    ["x/2 + 3 = 7", "Solve x/2 + 3 = 7.", "8"],
    ["1/2 x = 4", "Solve x/2 = 4.", "8"],
    ["½x = 4", "Solve x/2 = 4.", "8"],
    ["1½x = 3", "Solve 3/2 x = 3.", "2"],
    ["x/2/2 = 3", "Solve x/4 = 3.", "12"],
    ["2x/3 = 4", "Solve 2/3 x = 4.", "6"],
    ["x * 2 = 6", "Solve 2x = 6.", "3"],
    ["(x + 1) * 3 = 12", "Solve 3(x + 1) = 12.", "3"],
    ["(x+1)3 = 12", "Solve 3(x + 1) = 12.", "3"],
    ["(x + 1)/2 = 3", "Solve 1/2(x + 1) = 3.", "5"],
    ["0.5x + 1 = 3", "Solve x/2 + 1 = 3.", "4"],
    ["1.25x = .5", "Solve 5/4 x = 1/2.", "2/5"],
    ["x + -3 = 4", "Solve x - 3 = 4.", "7"],
    ["3x - (x - 4) = 10", "Solve 3x - (x - 4) = 10.", "3"],
    ["2x = x", "Solve 2x = x.", "0"],
    ["4x = 6", "Solve 4x = 6.", "3/2"],
    ["3a - 4 = 11", "Solve 3x - 4 = 11.", "5"],
    ["Solve 7 - 2X = 1", "Solve 7 - 2x = 1.", "3"],
    ["Find x if 3x + 4 = 19", "Solve 3x + 4 = 19.", "5"],
    ["What is x if 2x+3=11?", "Solve 2x + 3 = 11.", "4"],
    ["If 3x + 4 = 19, what is x?", "Solve 3x + 4 = 19.", "5"],
    ["Solve 3x + 4 = 19 for x", "Solve 3x + 4 = 19.", "5"],
    ["Solve for y: 2y = 8", "Solve 2x = 8.", "4"],
    ["3x + 4 = 19. Show your work.", "Solve 3x + 4 = 19.", "5"],
    ["3⋅x + 4 = 19", "Solve 3x + 4 = 19.", "5"],
    ["3·x + 4 = 19", "Solve 3x + 4 = 19.", "5"],
    ["3×(x + 4) − 5 = 22", "Solve 3(x + 4) - 5 = 22.", "5"],
    ["x÷2 = 4", "Solve x/2 = 4.", "8"],
    ["３（ｘ＋４）＝２１", "Solve 3(x + 4) = 21.", "3"],
    ["3\u200b(x\u2060 + 4)\u00a0= 21\ufeff", "Solve 3(x + 4) = 21.", "3"],
    ["9007199254740x = 81064793292660", "Solve 9007199254740x = 81064793292660.", "9"],
    ["9999999x * 9999999 = 99999980000001", "Solve 99999980000001x = 99999980000001.", "1"],
  ])("%j is %s, x = %s", (typed, text, solution) => {
    const { problem } = read(typed);
    expect(problem.text).toBe(text);
    const family = familyOf("equations");
    const steps = family.solve(problem) ?? [];
    expect(family.extractAnswer(problem, steps)).toBe(`x = ${solution}`);
    expect(read(text).problem).toEqual(problem);
  });

  it.each([
    ["3a - 4 = 11", "The unknown a is written x: 3x - 4 = 11."],
    ["0.5x = 2", "Decimals are written as fractions: x/2 = 2."],
    ["5000x = 10000", expect.stringMatching(/^The bundled models .* not on 10000\.$/)],
    ["3x - 4 = 11", undefined],
  ])("%s tells the reader: %s", (typed, note) => expect(read(typed).note).toEqual(note));

  it.each([
    ["*x = 4", "A number is missing before “*”."],
    ["x² = 4", "An expression holds numbers, x, brackets and + - * /; “^” is none of these."],
    ["x2 = 4", "A sign is missing between “x” and “2”."],
    ["3 x 4 = 12", "A sign is missing between “x” and “4”."],
    [
      "x*x = 4",
      "This is no linear equation: x is multiplied by itself, or something is divided by it or by 0.",
    ],
    ["2x + 3y = 4", "An equation has one unknown; “y” is a second one."],
    ["3x + 4", "An equation has one = sign; this text has 0."],
    ["x = 3 = 4", "An equation has one = sign; this text has 2."],
    ["x + = 5", "Something is missing at the end."],
    ["= 5", "Something is missing on one side of the = sign."],
    ["(x + 1 = 5", "A bracket is opened and not closed."],
    ["x + 1) = 5", "A bracket is closed that was not opened."],
    ["3 = 3", "This equation has no unknown: one letter is expected, such as x."],
    ["x = x", "This equation holds for no x, or for every x: one solution is expected."],
    ["999999999x * 999999999 = 1", "The number 999999998000000001 is longer than 15 digits."],
    ["12345678901234567x = 3", "The number 12345678901234567 is longer than 15 digits."],
    [`x${"+1".repeat(300)} = 4`, "The text is too long: up to 400 numbers and signs are read."],
    [`${"(".repeat(2000)}x${")".repeat(2000)} = 4`, "The brackets are nested deeper than 40."],
    [`${"(".repeat(5000)}x${")".repeat(5000)} = 4`, "The brackets are nested deeper than 40."],
    [`${"-(".repeat(5000)}x${")".repeat(5000)} = 4`, "The brackets are nested deeper than 40."],
  ])("%s is refused: %s", (typed, message) => expect(refused(typed).message).toBe(message));

  it("may have as many brackets as are read", () => {
    const { problem } = read(`${"2(".repeat(40)}x + 1${")".repeat(40)} = 0`);
    const steps = familyOf("equations").solve(problem) ?? [];
    expect(familyOf("equations").extractAnswer(problem, steps)).toBe("x = -1");
  });
});

describe("a countdown", () => {
  it.each([
    "Make 24 from 4, 7, 8, 8.",
    "Using the numbers [4, 7, 8, 8], create an equation that equals 24.",
    "Using all the numbers 4, 7, 8, 8, create an expression that equals 24.",
    "Use 4, 7, 8, 8 to make 24",
    "use the numbers 4 7 8 8 to get 24",
    "Using 4, 7, 8, 8 make 24",
    "Using 4, 7, 8 and 8, can you make 24?",
    "Can you make 24 with 4 7 8 8?",
    "How can I get 24 from 4, 7, 8 and 8?",
    "Find a way to make 24 using all of these numbers: 4, 7, 8, 8.",
    "Make 24 out of 4 7 8 8",
    "24 from 4 7 8 8",
    "24: 4 7 8 8",
    "24 = 4 7 8 8",
    "4 7 8 8 = 24",
    "4 7 8 8 -> 24",
    "4, 7, 8, 8 → 24",
    "4，7，8，8 ⇒ ２４",
    "Make\u200b 24 from 4, 7, 8, 8.\nEach number once.",
  ])("%j", (typed) => {
    const { problem, note } = read(typed);
    expect(problem.text).toBe("Make 24 from 4, 7, 8, 8.");
    expect(note).toBeUndefined();
  });

  it.each([
    ["Can you make 24 with 3 3 8 8?", "Make 24 from 3, 3, 8, 8."],
    ["Make 532 from any of 100, 25, 8, 3, 1, 9", "Make 532 from some of 100, 25, 8, 3, 1, 9."],
    [
      "Using some of the numbers 100, 25, 8, 3, 1, 9 make 532",
      "Make 532 from some of 100, 25, 8, 3, 1, 9.",
    ],
  ])("%s is %s", (typed, text) => expect(read(typed).problem.text).toBe(text));

  it.each([
    ["Make 24 from 3, 3, 8, 8.", "Only with fractions on the way is 24 reached."],
    [
      "Make 24 from 1, 1, 1, 1.",
      "Nothing reaches 24, neither with whole numbers up to 999 nor with fractions on the way.",
    ],
    [
      "Make 999 from 1, 1, 1, 1, 1, 1.",
      "With whole numbers up to 999 on the way nothing reaches 999.",
    ],
    ["Make 25 from some of 3, 3, 8, 8.", undefined],
  ])("%s says before a run: %s", (typed, note) => expect(read(typed).note).toEqual(note));

  it.each([
    [
      "Make 1,000 from 10, 10, 10",
      "1,000",
      "The number 1,000 is out of range: a countdown takes the whole numbers from 1 to 999.",
    ],
    [
      "Make 24 from 4.5, 7, 8",
      "4.5",
      "“4.5” is not a whole number: a target and whole numbers are expected.",
    ],
    [
      "Make 24 from 4, 0, 8",
      "0",
      "The number 0 is out of range: a countdown takes the whole numbers from 1 to 999.",
    ],
    ["Make 8 from some of 4, 8, 9", "8", "Nothing is to be done: 8 is among the numbers."],
    [
      "Make 24 from 1, 2, 3, 4, 5, 6, 7",
      undefined,
      "Countdown takes two to six numbers; this text gives 7.",
    ],
  ])("%s is refused for %s", (typed, word, message) => {
    expect(refused(typed)).toMatchObject({ message, ...(word && { word }) });
  });
});

describe("a story", () => {
  it("says the nearest word that it knows", () => {
    const error = refused("Ann has 12 marbels. How many marbels does Ann have?");
    expect(error).toMatchObject({
      word: "marbels",
      message: "The models do not know the word “marbels”: is “marbles” meant?",
    });
    expect(refused("Xavier has 12 pens. How many pens does Xavier have?").message).toBe(
      "The models do not know the word “Xavier”.",
    );
  });

  it("takes one thing for many", () => {
    const { problem } = read(
      "Ann has 1 marble. Ben has 5 more marbles than Ann. How many marbles does Ben have?",
    );
    expect(problem.text).toMatch(/^Ann has 1 marbles\. Ben/);
    expect(familyOf("story").solve(problem)).toEqual(["Ben = Ann + 5 = 1 + 5 = 6"]);
  });

  it("names a number whole", () => {
    expect(refused("Ann has 2,000 pens. How many pens does Ann have?").word).toBe("2,000");
    expect(refused("Ann has 2.5 pens. How many pens does Ann have?").word).toBe("2.5");
  });
});

describe("a text of no family", () => {
  it.each([
    ["countdown", "A countdown problem names a target and the numbers to make it from."],
    ["equations", "An equation has one = sign; this text has 0."],
    ["story", "This sentence is not in the wording that the models know: “24”"],
  ] as const)("is refused by %s where that is open", (family, message) => {
    expect(refused("24", family).message).toBe(message);
  });

  it("is refused by the family that it plainly belongs to, whichever is open", () => {
    expect(refused("Make 24 from 4, seven, 8, 8.", "story").word).toBe("seven");
    expect(refused("3x + 4 = ", "countdown").message).toMatch(/^Something is missing/);
  });
});
