/**
 * A problem as a log, a link, a line of a file or a request holds it: its family and its text, which the
 * family reads again. One schema and one way back to the problem.
 */
import { z } from "zod";
import { FAMILY_IDS, familyOf } from "./families/index.ts";
import { DIFFICULTIES, type ParseResult, type Problem } from "./family.ts";

export const problemRecord = z.object({
  family: z.enum(FAMILY_IDS),
  /** Display text. */
  text: z.string(),
  /** The answer that a data set gives; null where it gives none. The families know their own answers. */
  gold: z.string().nullable().exactOptional(),
  /** The data set that it comes from, and its name there. */
  origin: z.object({ set: z.string(), id: z.string() }).nullable().exactOptional(),
  /** The level it was generated at. */
  difficulty: z.literal(DIFFICULTIES).exactOptional(),
});

export type ProblemRecord = z.infer<typeof problemRecord>;

/** The family and the text of a problem, and its level where it has one. */
export const recordOf = ({ family, text, difficulty }: Problem): ProblemRecord => ({
  family,
  text,
  ...(difficulty && { difficulty }),
});

/** The problem of a record, by the family that it names and no other. */
export function readProblem({ family, text, difficulty }: ProblemRecord): ParseResult {
  const parsed = familyOf(family).parse(text);
  if (!parsed.ok || difficulty === undefined) return parsed;
  return { ...parsed, problem: { ...parsed.problem, difficulty } };
}
