/** What every family promises, checked over many generated problems. */

import { describe, expect, it } from "vitest";
import { familyOf, parseProblem } from "./families/index.ts";
import type { Split } from "./family.ts";
import { MAX_EQUATION_NUMBER, pieces } from "./model-text.ts";
import { DIFFICULTIES, FAMILY_IDS } from "./problem.ts";
import { PIECES, VOCABULARY } from "./recipe/vocabulary.ts";
import type { Scope } from "./scope.ts";
import { splitOf } from "./split.ts";

const SPLITS: Split[] = ["train", "validation", "test"];
/** Few, since solving six numbers exhaustively takes a while. */
const PER_SPLIT = 4;
const known = new Set(VOCABULARY);

const SCOPES: Scope[] = ["first", "wide"];
const cases = FAMILY_IDS.flatMap((id) =>
  DIFFICULTIES.flatMap((level) => SCOPES.map((scope) => ({ id, level, scope }))),
);

describe.each(cases)("$id at level $level, $scope", ({ id, level, scope }) => {
  const family = familyOf(id);
  const problems = SPLITS.flatMap((split) =>
    Array.from({ length: PER_SPLIT }, (_, seed) => ({
      split,
      problem: family.generate(seed, level, split, scope),
    })),
  );

  it("generates the same problem for the same seed, in the split asked for", () => {
    for (const [i, { split, problem }] of problems.entries()) {
      expect(family.generate(i % PER_SPLIT, level, split, scope)).toEqual(problem);
      expect(splitOf(problem.key)).toBe(split);
    }
  });

  it("reads its own text back as the same problem", () => {
    for (const { problem } of problems) {
      const parsed = parseProblem(problem.text);
      if (!parsed.ok) throw new Error(`${problem.text}: ${parsed.error.message}`);
      const { difficulty: _, ...rest } = problem;
      expect(parsed.problem).toEqual(rest);
    }
  });

  it("solves it with steps that its checker accepts", () => {
    for (const { problem } of problems) {
      const steps = family.solve(problem);
      if (!steps) throw new Error(`No derivation of ${problem.text}`);
      for (const [i, step] of steps.entries()) {
        const verdict = family.checkStep(problem, steps.slice(0, i), step);
        if (!verdict.ok) throw new Error(`${problem.text} / ${step}: ${verdict.reason}`);
      }
      const answer = family.extractAnswer(problem, steps);
      expect(answer).not.toBeNull();
      expect(family.checker(problem).isRight(answer)).toBe(true);
    }
  });

  it("refuses a step whose result is off by one, and says why", () => {
    for (const { problem } of problems) {
      const steps = family.solve(problem) ?? [];
      const first = steps[0] as string;
      const spoiled = first.replace(/(\d+)(?=$| left)/, (n) => String(Number(n) + 1));
      const verdict = family.checkStep(problem, [], spoiled);
      expect(verdict.ok, `${problem.text} / ${spoiled}`).toBe(false);
      if (!verdict.ok) expect(verdict.reason).toMatch(/\.$/);
    }
  });

  it("stays within the models' vocabulary", () => {
    const pattern = new RegExp(PIECES, "g");
    for (const { problem } of problems) {
      const text = [family.prompt(problem), ...(family.solve(problem) ?? []).map((s) => ` ${s}`)];
      for (const part of text) {
        const tokens = part.match(pattern) ?? [];
        expect(tokens.join("")).toBe(part);
        for (const token of tokens) expect(known.has(token), `“${token}”`).toBe(true);
        for (const piece of pieces(part)) {
          for (const number of piece.match(/\d+/g) ?? []) {
            expect(Number(number)).toBeLessThanOrEqual(MAX_EQUATION_NUMBER);
          }
        }
      }
    }
  });
});

describe("difficulty", () => {
  const kinds = FAMILY_IDS.flatMap((id) => SCOPES.map((scope) => ({ id, scope })));
  it.each(kinds)("needs more work at each level of $id, $scope", ({ id, scope }) => {
    const family = familyOf(id);
    const work = DIFFICULTIES.map((level) => {
      const lengths = Array.from({ length: 25 }, (_, seed) => {
        const problem = family.generate(seed, level, "train", scope);
        return pieces((family.solve(problem) ?? []).join(" ")).length;
      });
      return lengths.reduce((a, b) => a + b, 0) / lengths.length;
    });
    for (let i = 1; i < work.length; i++) {
      expect(work[i] as number).toBeGreaterThan((work[i - 1] as number) * 1.05);
    }
  });
});

describe("the split", () => {
  it("puts every permutation of a problem's numbers on one side", () => {
    const one = parseProblem("Make 24 from 4, 7, 8, 8.");
    const other = parseProblem("24: 8 4 8 7");
    if (!one.ok || !other.ok) throw new Error("both should parse");
    expect(other.problem.key).toBe(one.problem.key);
  });

  it("holds about a twentieth each for validation and test", () => {
    const counts = { train: 0, validation: 0, test: 0 };
    for (let i = 0; i < 4000; i++) counts[splitOf(`key ${i}`)]++;
    expect(counts.test).toBeGreaterThan(140);
    expect(counts.test).toBeLessThan(260);
    expect(counts.validation).toBeGreaterThan(140);
    expect(counts.validation).toBeLessThan(260);
  });
});
