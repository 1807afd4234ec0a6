/** The committed evaluation sets are what they say. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { familyOf } from "../problems/families/index.ts";
import { FAMILY_IDS } from "../problems/problem.ts";
import { splitOf } from "../problems/split.ts";
import { firstError } from "./mark-trajectories.ts";
import { answersFile, byProblem, EVAL_FOLDER, readMarked, stepsFile } from "./marked-sets.ts";

/** What the card claims of reward models on them is held by card.test.ts, which needs them. */
describe.runIf(existsSync(EVAL_FOLDER)).each(["test", "validation"] as const)("%s", (split) => {
  it("has many trajectories of all families, about as many right as wrong, in a small file", () => {
    const lines = readMarked(split);
    expect(lines.length).toBeGreaterThanOrEqual(split === "test" ? 1000 : 400);
    for (const family of FAMILY_IDS) {
      const of = lines.filter((line) => line.family === family);
      const right = of.filter((line) => line.firstError < 0).length;
      expect(right / of.length, family).toBeGreaterThan(0.35);
      expect(right / of.length, family).toBeLessThan(0.65);
      expect(of.length / lines.length, family).toBeGreaterThan(0.25);
    }
    expect(new Set(lines.map(({ text, steps }) => `${text} ${steps}`)).size).toBe(lines.length);
    expect(statSync(stepsFile(split)).size).toBeLessThan(2_000_000);
  });

  it("is of the split's problems, marked as the checker marks them", { timeout: 60_000 }, () => {
    for (const { problem, lines } of byProblem(readMarked(split))) {
      expect(splitOf(problem.key)).toBe(split);
      for (const { steps, firstError: mark, outcome } of lines) {
        expect(firstError(problem, steps), problem.text).toBe(mark);
        if (mark < 0) expect(outcome).toBe(true);
      }
    }
  });

  it("has right answers at five levels of each family", { timeout: 60_000 }, () => {
    const line = z.object({
      family: z.enum(FAMILY_IDS),
      difficulty: z.int(),
      text: z.string(),
      answer: z.string(),
    });
    const answers = readFileSync(answersFile(split), "utf8")
      .trimEnd()
      .split("\n")
      .map((text) => line.parse(JSON.parse(text)));
    const kinds = new Set(answers.map(({ family, difficulty }) => `${family} ${difficulty}`));
    expect(kinds.size).toBe(15);
    for (const { family, text, answer } of answers) {
      const parsed = familyOf(family).parse(text);
      if (!parsed.ok) throw new Error(parsed.error.message);
      expect(splitOf(parsed.problem.key)).toBe(split);
      expect(familyOf(family).checker(parsed.problem).isRight(answer), text).toBe(true);
    }
  });
});
