/** The arguments of `data`. */
import { z } from "zod";
import {
  DIFFICULTIES,
  type Difficulty,
  type FamilyId,
  SPLITS,
  type Split,
} from "../problems/family.ts";
import { FAMILY_IDS } from "../problems/problem.ts";
import { SHAPES } from "../problems/recipe/samples.ts";
import { PROBLEM_SET_IDS, type ProblemSetId } from "../problems/sets/index.ts";
import { choiceFlag, type Flag, integerFlag, onlyFlags, type Parsed, parseFlags } from "./flags.ts";
import { readLevel, readSeed, seedFlag } from "./measuring-flags.ts";
import { UsageError } from "./usage.ts";

const MIX = "1,1,1,1,1";

export const DATA_FLAGS: readonly Flag[] = [
  { name: "family", value: "NAME", help: `one of ${FAMILY_IDS.join(", ")}` },
  { name: "split", value: "NAME", help: `${SPLITS.join(", ")}; train when left out` },
  { name: "count", value: "NUMBER", help: "problems; 10 when left out" },
  seedFlag("of the first problem", 0),
  { name: "difficulty", value: "LEVEL", help: "of all problems; a mix of levels when left out" },
  { name: "mix", value: MIX, help: "shares of the levels, in turns" },
  {
    name: "shape",
    value: "NAME",
    help: `one kind alone. countdown: ${SHAPES.countdown.join(", ")}. equations: ${SHAPES.equations.join(", ")}`,
  },
  { name: "recite", help: "drills that recite each quantity of a story, and no derivation" },
  {
    name: "set",
    value: "NAME",
    help: `a whole problem set, or its part in --split: ${PROBLEM_SET_IDS.join(", ")}`,
  },
  { name: "vocabulary", help: "print the vocabulary of the bundled models instead" },
  { name: "vectors", help: "print the checker's verdicts on many steps instead" },
  { name: "help", help: "print this help" },
];

/** Shares as typed; at least one of them is above 0. */
const sharesSchema = z
  .array(
    z
      .string()
      .regex(/^\d{1,4}$/)
      .transform(Number),
  )
  .length(DIFFICULTIES.length)
  .refine((shares) => shares.some((share) => share > 0));

export interface DataArguments {
  family: FamilyId;
  split: Split;
  count: number;
  /** The seed of the first problem; each problem after it has the next seed. */
  seed: number;
  /** The levels that the problems have in turns. */
  levels: readonly Difficulty[];
  /** The one kind of problem to make; empty for all kinds of the family. */
  shape: string;
  recite: boolean;
}

export type DataWanted =
  | ({ show: "problems" } & DataArguments)
  /** @param split null for the whole set. */
  | { show: "set"; set: ProblemSetId; split: Split | null }
  | { show: "help" | "vocabulary" | "vectors" };

/** @throws UsageError */
export function dataArguments(argv: readonly string[]): DataWanted {
  const parsed = parseFlags(argv, DATA_FLAGS);
  onlyFlags(parsed, "data");
  for (const show of ["help", "vocabulary", "vectors"] as const)
    if (parsed.values.has(show)) return { show };
  const split = choiceFlag(parsed, "split", SPLITS, "train");
  if (parsed.values.has("set")) {
    const set = choiceFlag(parsed, "set", PROBLEM_SET_IDS);
    return { show: "set", set, split: parsed.values.has("split") ? split : null };
  }
  const recite = parsed.values.has("recite");
  const family = choiceFlag(parsed, "family", FAMILY_IDS, ...(recite ? (["story"] as const) : []));
  if (recite && family !== "story") {
    throw new UsageError(`--recite goes with the family story only, not with ${family}.`);
  }
  return {
    show: "problems",
    family,
    split,
    count: integerFlag(parsed, "count", { min: 1, max: 100_000_000, otherwise: 10 }),
    seed: readSeed(parsed, "seed", 0),
    levels: levelsOf(parsed),
    shape: shapeOf(family, parsed.values.get("shape")),
    recite,
  };
}

function shapeOf(family: FamilyId, text: string | undefined): string {
  if (text === undefined || SHAPES[family].includes(text)) return text ?? "";
  const known = SHAPES[family].join(", ") || "none";
  throw new UsageError(`--shape must be a shape of ${family} (${known}), not "${text}".`);
}

/** The levels, easiest first, each as often as its share. */
function levelsOf(parsed: Parsed): Difficulty[] {
  const mix = parsed.values.get("mix");
  if (parsed.values.has("difficulty")) {
    if (mix !== undefined) throw new UsageError("Give --difficulty or --mix, not both.");
    return [readLevel(parsed, "difficulty", 3)];
  }
  const shares = sharesSchema.safeParse((mix ?? MIX).split(","));
  if (shares.success) {
    return DIFFICULTIES.flatMap((level, i) => Array<Difficulty>(shares.data[i] ?? 0).fill(level));
  }
  throw new UsageError(
    `--mix must be a whole number for each of the ${DIFFICULTIES.length} levels, as in ${MIX}, not "${mix}".`,
  );
}
