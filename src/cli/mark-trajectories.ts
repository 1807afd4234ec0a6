/**
 * Trajectories as JSON lines, each marked with its first wrong step, after ProcessBench (Zheng et
 * al. 2024, arXiv 2412.06559); `models/recipe/trajectories.py` writes the lines.
 */
import { z } from "zod";
import { readProblem } from "../problems/families/index.ts";
import { firstWrong } from "../problems/first-wrong.ts";
import { familyIdSchema, type Problem } from "../problems/problem.ts";
import { describeFailure } from "../problems/refusal.ts";
import { UsageError } from "./usage.ts";

/** The fields of a line that marking needs; all other fields are kept. */
const trajectory = z.looseObject({
  family: familyIdSchema,
  /** The problem, in display text. */
  text: z.string(),
  steps: z.array(z.string()),
  /** Whether the answer is right. */
  outcome: z.boolean(),
});

export type MarkedTrajectory = z.infer<typeof trajectory> & {
  /** The index from 0 of the first step that the family's check refuses; −1 when there is none. */
  firstError: number;
};

/** The index from 0 of the first wrong step; −1 when every step is right. */
export const firstError = (problem: Problem, steps: readonly string[]): number =>
  firstWrong(problem, steps) ?? -1;

/** @throws UsageError that names the line (from 1) when it is not a trajectory. */
export function markLine(line: string, number: number): MarkedTrajectory {
  const refuse = (reason: string) =>
    new UsageError(`Line ${number} ${reason.replace(/\.?$/, ".")}`);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw refuse("is not JSON");
  }
  const read = trajectory.safeParse(value);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw refuse(`is no trajectory: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  const { family, text } = read.data;
  const parsed = readProblem({ family, text });
  if (!parsed.ok) throw refuse(`holds no problem: ${describeFailure(parsed.error)}`);
  return { ...read.data, firstError: firstError(parsed.problem, read.data.steps) };
}

/** A line of counts: how many trajectories have each pair of mark and outcome. */
export function describeMarks(marked: readonly MarkedTrajectory[]): string {
  const count = (wrongStep: boolean, outcome: boolean): number =>
    marked.filter((one) => one.firstError >= 0 === wrongStep && one.outcome === outcome).length;
  return [
    `${marked.length} trajectories: ${count(true, false)} with a wrong step and a wrong answer`,
    `${count(false, true)} right throughout`,
    `${count(true, true)} with a wrong step and a right answer`,
    `${count(false, false)} without a wrong step that give no right answer`,
  ].join(", ");
}
