import { expect, it } from "vitest";
import { familyOf, parseProblem } from "../problems/families/index.ts";
import { FAMILY_IDS } from "../problems/problem.ts";
import { roughTokens, usualShape } from "./usual-shape.ts";

const card = { id: "", parameters: 1 };
const models = { policy: card, verifier: null };

it("is that of a right derivation", () => {
  const parsed = parseProblem("Make 12 from 6, 9, 7, 4.");
  if (!parsed.ok) throw new Error("not parsed");
  // As the recorded run of this problem has it: 13 tokens of prompt; three steps, the last without a list.
  const shape = usualShape(familyOf("countdown"), parsed.problem, models);
  expect(shape).toMatchObject({ promptTokens: 13, steps: 3 });
  expect(shape.stepTokens).toBeGreaterThan(6);
  expect(shape.stepTokens).toBeLessThan(12);
  expect(roughTokens(" 9 - 4 = 5 left 6 7 5\n")).toBe(10);
});

it("is a guess where there is no derivation", () => {
  const parsed = parseProblem("Make 999 from 1, 1, 1.");
  if (!parsed.ok) throw new Error("not parsed");
  expect(usualShape(familyOf("countdown"), parsed.problem, models).steps).toBe(4);
});

it.each(FAMILY_IDS)("knows %s, with the tokens counted by whom it is told", (id) => {
  const family = familyOf(id);
  const problem = family.generate(3, 3);
  const shape = usualShape(family, problem, models, () => 5);
  expect(shape).toMatchObject({ promptTokens: 5, stepTokens: 6 });
  expect(shape.steps).toBe(family.solve(problem)?.length);
});
