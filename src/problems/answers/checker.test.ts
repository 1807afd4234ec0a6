import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkerFor, familyOf, readProblem } from "../families/index.ts";
import { DIFFICULTIES, FAMILY_IDS, problemRecordSchema, recordOf } from "../problem.ts";
import { openChecker } from "./checker.ts";
import { claimKey, expressionKey } from "./expression-key.ts";
import { numberKey } from "./number-key.ts";

describe("one number", () => {
  it.each([
    ["1/2", "0.5", "2/4", " 2 / 4 ", ".5", "0.50", "+1/2", "½"],
    ["-7/3", "- 7 / 3", "−14/6"],
    ["12", "12.0", "24/2", "012"],
    ["0", "-0", "0/7", "0.00"],
    ["9007199254740993"],
    ["9007199254740992"],
  ])("is one key: %s, %s", (...spellings) => {
    const keys = new Set(spellings.map(numberKey));
    expect(keys.size).toBe(1);
    expect(keys.has(null)).toBe(false);
  });

  it.each(["", "x", "1/0", "1 2", "3x", "1/2/3", "--1", "1e3", "9".repeat(200)])(
    "is not %j",
    (text) => expect(numberKey(text)).toBeNull(),
  );

  it("has one key for each value and no other", () => {
    const whole = fc.integer({ min: -50, max: 50 });
    const part = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(whole, part, whole, part, (a, b, c, d) => {
        expect(numberKey(`${a}/${b}`) === numberKey(`${c}/${d}`)).toBe(a * d === c * b);
      }),
    );
  });
});

describe("one way to combine numbers", () => {
  it.each([
    ["(a + b) + c", "a + (b + c)", "c + b + a", "((b + a)) + c"],
    ["a * b", "b * a", "b × a", "(b) · a", "(a)(b)"],
    ["(a - b) + c", "(a + c) - b", "a - (b - c)", "c - (b - a)"],
    ["a - b - c", "a - (b + c)", "(a - c) - b"],
    ["(a / b) * c", "(a * c) / b", "a / (b / c)", "c / b * a"],
    ["(a + b) * c", "c * (b + a)"],
    ["(a - (b - c)) * d", "d * ((a + c) - b)"],
  ])("%s is %s", (...spellings) => {
    const keys = new Set(spellings.map((text) => expressionKey(numbered(text))));
    expect(keys.size).toBe(1);
    expect(keys.has(null)).toBe(false);
  });

  it.each([
    ["a - b", "b - a"],
    ["a / b", "b / a"],
    ["a * (b + c)", "a * b + a * c"],
    ["a * b + c", "a * (b + c)"],
    ["a - (b + c)", "(a - b) + c"],
    ["a * 1", "a / 1"],
    ["a + b", "a + c"],
  ])("%s is not %s", (one, other) => {
    expect(expressionKey(numbered(one))).not.toBe(expressionKey(numbered(other)));
  });

  it.each(["", "4 +", "(4", "4)", "x + 1", "()", `${"(".repeat(2000)}1${")".repeat(2000)}`])(
    "is not read in %j",
    (text) => expect(expressionKey(text)).toBeNull(),
  );

  it("keeps its value, whichever spelling it has", () => {
    // A random tree and the same with sides swapped at random: one key, and one value.
    const tree = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.integer({ min: 1, max: 9 }),
        fc.record({
          operator: fc.constantFrom("+", "-", "*"),
          left: tie("tree"),
          right: tie("tree"),
          swapped: fc.boolean(),
        }),
      ),
    })).tree;
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        expect(expressionKey(spell(a, true))).toBe(expressionKey(spell(a, false)));
        if (expressionKey(spell(a, false)) === expressionKey(spell(b, false)))
          expect(worthOf(a)).toBe(worthOf(b));
      }),
    );
  });

  it("goes with the value that it claims", () => {
    expect(claimKey("(8 - 4) * 8 = 24")).toBe(claimKey("8 * (8 - 4) = 24.0"));
    expect(claimKey("(8 - 4) * 8 = 24")).not.toBe(claimKey("(8 - 4) * 8 = 32"));
    for (const none of ["24", "(8 - 4) * 8", "1 = 1 = 1", "a = 2"])
      expect(claimKey(none)).toBeNull();
  });
});

type Tree = number | { operator: string; left: Tree; right: Tree; swapped: boolean };

/** Letters as numbers. */
const numbered = (text: string): string =>
  text.replace(/[a-d]/g, (letter) => String({ a: 11, b: 7, c: 5, d: 3 }[letter]));

function spell(tree: Tree, swap: boolean): string {
  if (typeof tree === "number") return String(tree);
  const sides = [spell(tree.left, swap), spell(tree.right, swap)];
  const turned = swap && tree.swapped && tree.operator !== "-" ? sides.reverse() : sides;
  return `(${turned.join(` ${tree.operator} `)})`;
}

function worthOf(tree: Tree): number {
  if (typeof tree === "number") return tree;
  const [a, b] = [worthOf(tree.left), worthOf(tree.right)];
  return tree.operator === "+" ? a + b : tree.operator === "-" ? a - b : a * b;
}

describe("a family's checker", () => {
  const checker = (family: (typeof FAMILY_IDS)[number], text: string) =>
    checkerFor({ family, text });

  it("takes spellings of one answer together, and knows the right one in each", () => {
    const { same, isRight } = checker("equations", "Solve 2x = 1.");
    for (const answer of ["x = 1 / 2", "x = 0.5", "1/2", "x = 2/4"]) {
      expect(same(answer, "x = 1/2"), answer).toBe(true);
      expect(isRight(answer), answer).toBe(true);
    }
    expect(isRight("x = 2")).toBe(false);

    const story = checker(
      "story",
      "Ann has 12 marbles. Ben has 5 more marbles than Ann. How many marbles does Ben have?",
    );
    expect(story.same("17", "17.0")).toBe(true);
    expect([story.isRight("17.0"), story.isRight("16"), story.isRight("many")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("takes what no rule reads as itself", () => {
    const { same } = checker("countdown", "Make 24 from 3, 8.");
    expect(same(" no  idea ", "no idea")).toBe(true);
    expect(same("24", "24.")).toBe(false);
  });

  it("calls no answer wrong, and nothing right or wrong where nobody knows", () => {
    expect(checker("countdown", "Make 24 from 3, 8.").isRight(null)).toBe(false);
    expect([openChecker().isRight(null), openChecker().isRight("24")]).toEqual([null, null]);
    expect(checker("countdown", "what is this").isRight("24")).toBeNull();
  });

  it.each(FAMILY_IDS)("of %s knows its own derivations, of all levels", (id) => {
    const family = familyOf(id);
    for (const difficulty of DIFFICULTIES)
      for (let seed = 0; seed < 20; seed++) {
        const problem = family.generate(seed, difficulty);
        const answer = family.extractAnswer(problem, family.solve(problem) ?? []);
        const { key, isRight } = family.checker(problem);
        expect(isRight(answer), problem.text).toBe(true);
        expect(key(answer ?? ""), problem.text).not.toMatch(/^"/);
      }
  });
});

describe("a problem's record", () => {
  it.each(FAMILY_IDS)("of %s makes the problem again", (id) => {
    for (const difficulty of DIFFICULTIES) {
      const problem = familyOf(id).generate(7, difficulty);
      const record = problemRecordSchema.parse(JSON.parse(JSON.stringify(recordOf(problem))));
      expect(readProblem(record)).toEqual({ ok: true, problem: { ...problem, difficulty } });
    }
  });

  it("loses nothing that it says", () => {
    const record = problemRecordSchema.parse({
      ...{ family: "story", text: "Ann has 12 pens. How many pens does Ann have?" },
      ...{ gold: "12", origin: { set: "pens", id: "7" }, difficulty: 2 },
    });
    const read = readProblem(record);
    expect(read.ok && recordOf(read.problem)).toEqual(record);
  });

  it("is refused where it says more, or other things, than a record holds", () => {
    for (const other of [{ level: 3 }, { difficulty: 6 }, { family: "poems" }, { gold: 12 }])
      expect(problemRecordSchema.safeParse({ family: "story", text: "", ...other }).success).toBe(
        false,
      );
    expect(readProblem({ family: "countdown", text: "Make it so." }).ok).toBe(false);
  });
});
