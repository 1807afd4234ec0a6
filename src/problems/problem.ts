/** A problem as data, and its record, which logs, links, lines of a sweep and requests hold. */
import { z } from "zod";

export const FAMILY_IDS = ["countdown", "story", "equations"] as const;
export type FamilyId = (typeof FAMILY_IDS)[number];
export const familyIdSchema = z.enum(FAMILY_IDS);
export const isFamilyId = (id: string): id is FamilyId => FAMILY_IDS.some((f) => f === id);

/** Difficulty levels, 1 (easiest) to 5. */
export const DIFFICULTIES = [1, 2, 3, 4, 5] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];
export const isDifficulty = (level: number): level is Difficulty =>
  DIFFICULTIES.some((one) => one === level);
export const difficultySchema = z.literal(DIFFICULTIES);

/** All that `readProblem` (`families/index.ts`) needs to make the problem again. */
export const problemRecordSchema = z.strictObject({
  family: familyIdSchema,
  /** The display text, which the family's `parse` accepts. */
  text: z.string(),
  /** The gold answer; left out when the text itself determines it, or nobody knows it. */
  gold: z.string().exactOptional(),
  /** The data set and the row from which it was taken. */
  origin: z.strictObject({ set: z.string(), id: z.string() }).exactOptional(),
  /** The level at which it was generated. */
  difficulty: difficultySchema.exactOptional(),
});
export type ProblemRecord = z.infer<typeof problemRecordSchema>;

export interface Problem extends Readonly<ProblemRecord> {
  /**
   * Canonical key, the same for every permutation of the problem's numbers; its
   * hash decides the split.
   */
  readonly key: string;
}

/** The record of a problem; fields that the problem lacks are left out. */
export function recordOf({ family, text, ...known }: ProblemRecord): ProblemRecord {
  const { gold, origin, difficulty } = known;
  return {
    family,
    text,
    ...(gold !== undefined && { gold }),
    ...(origin !== undefined && { origin }),
    ...(difficulty !== undefined && { difficulty }),
  };
}
