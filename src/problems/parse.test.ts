import { describe, expect, it } from "vitest";
import { families, guessFamily, parseProblem } from "./families/index.ts";
import { FAMILY_IDS } from "./problem.ts";

const refusal = (text: string) => {
  const result = parseProblem(text);
  if (result.ok) throw new Error(`“${text}” should be refused`);
  return result.error;
};

const accepted = (text: string) => {
  const result = parseProblem(text);
  if (!result.ok) throw new Error(`“${text}”: ${result.error.message}`);
  return result.problem;
};

describe("what can be typed", () => {
  it.each([
    ["Make 24 from 4, 7, 8, 8.", "Make 24 from 4, 7, 8, 8."],
    ["24: 4 7 8 8", "Make 24 from 4, 7, 8, 8."],
    ["make 24 with 4 7 8 and 8", "Make 24 from 4, 7, 8, 8."],
    ["Solve 3(x + 4) - 5 = 22.", "Solve 3(x + 4) - 5 = 22."],
    ["3(x+4)-5=22", "Solve 3(x + 4) - 5 = 22."],
    ["  3·(X + 4) − 5 = 22 ", "Solve 3(x + 4) - 5 = 22."],
    [
      "ann has 12 marbles. BEN has 5 more marbles than Ann. how many marbles does ben have?",
      "Ann has 12 marbles. Ben has 5 more marbles than Ann. How many marbles does Ben have?",
    ],
  ])("%s", (typed, text) => {
    expect(accepted(typed).text).toBe(text);
  });

  it("takes every example that a refusal or a family shows", () => {
    for (const family of Object.values(families)) {
      for (const example of family.examples) {
        expect(accepted(example).family).toBe(family.id);
      }
    }
  });
});

describe("what is refused, and how", () => {
  it.each([
    ["Make 1024 from 2, 4.", "1024"],
    ["Make 24 from 4, seven, 8, 8.", "seven"],
    ["Make 24 from 4, -7, 8, 8.", "-"],
    ["Make 1,000 from 10, 10, 10", "1,000"],
    ["Solve 3y + 4x = 19.", "x"],
    ["Ann has 12 dragons. How many dragons does Ann have?", "dragons"],
    ["Xavier has 12 pens. How many pens does Xavier have?", "Xavier"],
  ])("%s names “%s” and shows an example", (text, word) => {
    const error = refusal(text);
    expect(error.word).toBe(word);
    expect(error.message).toContain(word);
    expect(parseProblem(error.example).ok).toBe(true);
  });

  it.each([
    ["", /Type a problem/],
    ["Make 24 from 4.", /two to six numbers/],
    ["3(x + 4 = 22", /bracket/],
    ["2x + 1 = 2x + 3", /no x/],
    ["Ann has 12 marbles.", /question/],
    ["How many pens does Ann have?", /does not say how many pens Ann has/],
    ["Ann has 3 pens. Ann has 4 pens. How many pens does Ann have?", /twice/],
    ["Ann has 3 pens. Ben has half as many pens as Ann. How many pens does Ben have?", /1\.5/],
  ])("%s", (text, reason) => {
    expect(refusal(text).message).toMatch(reason);
  });
});

it("shows only examples that have a solution", () => {
  for (const example of families.countdown.examples) {
    const parsed = families.countdown.parse(example);
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(families.countdown.solve(parsed.problem), example).not.toBeNull();
  }
});

describe("a refusal speaks of the family whose tab is open", () => {
  const refusedIn = (text: string, tab: (typeof FAMILY_IDS)[number]) => {
    const read = parseProblem(text, tab);
    if (read.ok) throw new Error(`“${text}” should be refused`);
    return guessFamily(read.error.example);
  };

  it.each(["", "four sevens", "24", "Tom has 12 apples."])("of “%s”, in each tab", (text) => {
    for (const tab of FAMILY_IDS) expect(refusedIn(text, tab)).toBe(tab);
  });

  it("unless the text is plainly of another family", () => {
    const story = "Natalia sold clips to 48 of her friends in April.";
    for (const tab of FAMILY_IDS) {
      expect(refusedIn(story, tab)).toBe("story");
      expect(refusedIn("How many?", tab)).toBe("story");
      expect(refusedIn("Make 24 from four sevens.", tab)).toBe("countdown");
      expect(refusedIn("3(y + 4) = = 12", tab)).toBe("equations");
    }
  });

  it("and a problem that can be read is read in any tab", () => {
    for (const tab of FAMILY_IDS) {
      for (const family of Object.values(families))
        for (const example of family.examples) expect(parseProblem(example, tab).ok).toBe(true);
    }
  });
});
