import { describe, expect, it } from "vitest";
import { familyOf } from "../../problems/families/index.ts";
import { FAMILY_IDS } from "../../problems/problem.ts";
import { plainText } from "../conversation.ts";
import { notation } from "./notation.ts";

describe.each(FAMILY_IDS)("the notation of %s", (id) => {
  const family = familyOf(id);
  const problem = family.generate(3, 2);
  const steps = family.solve(problem) ?? [];

  it("asks with the problem's model text and one more separator", () => {
    const asked = plainText(notation.ask(problem));
    expect(asked).toBe(family.prompt(problem));
    expect(asked.endsWith(notation.separator)).toBe(true);
  });

  it("ends no step of a right derivation before its separator", () => {
    expect(steps.length).toBeGreaterThan(1);
    for (const step of steps) {
      const splitter = notation.splitter();
      expect(splitter.push(` ${step}`)).toBe(false);
      expect(splitter.push(notation.separator)).toBe(true);
    }
  });

  it("reads a right answer off a right derivation, and none off no steps", () => {
    const answer = notation.readAnswer(problem, steps);
    expect(family.checker(problem).isRight(answer)).toBe(true);
    expect(notation.readAnswer(problem, [])).toBeNull();
  });
});
