/** `npm run -s data`: problems and their derivations as JSON lines, for the recipe: one source of truth. */
import { FAMILY_IDS, families, familyOf, isFamilyId } from "../../problems/families/index.ts";
import { recitation } from "../../problems/families/story/story.ts";
import type { Difficulty, FamilyId, Split } from "../../problems/family.ts";
import { random } from "../../problems/random.ts";
import { type Sample, SHAPES, sample, solved } from "../../problems/recipe/samples.ts";
import { VECTORS_PER_FAMILY, vectors } from "../../problems/recipe/vectors.ts";
import { PIECES, SPECIALS, VOCABULARY } from "../../problems/recipe/vocabulary.ts";
import { isProblemSetId, PROBLEM_SET_IDS, problemSets } from "../../problems/sets/index.ts";
import { splitOf } from "../../problems/split.ts";
import { describeFlags, type Flag, integerFlag, type Parsed, parseFlags } from "../flags.ts";
import { runCommand, UsageError } from "../usage.ts";

const SPLITS = ["train", "validation", "test"] as const;
const LEVELS = [1, 2, 3, 4, 5] as const satisfies Difficulty[];
const MOST_SEED = 2 ** 32 - 1;

const FLAGS: readonly Flag[] = [
  { name: "family", value: "NAME", help: `one of ${FAMILY_IDS.join(", ")}` },
  { name: "split", value: "NAME", help: `${SPLITS.join(", ")}; train when left out` },
  { name: "count", value: "NUMBER", help: "lines; 10 when left out" },
  { name: "seed", value: "NUMBER", help: "of the first line; 0 when left out" },
  { name: "difficulty", value: "LEVEL", help: "1 to 5; all in turns when left out" },
  {
    name: "mix",
    value: "N,N,N,N,N",
    help: "shares of the levels 1 to 5; 1,1,1,1,1 when left out",
  },
  {
    name: "shape",
    value: "NAME",
    help: `one kind alone. countdown: ${SHAPES.countdown.join(", ")}. equations: ${SHAPES.equations.join(", ")}`,
  },
  { name: "recite", help: "for story: drills that recite every quantity, not the derivation" },
  {
    name: "set",
    value: "NAME",
    help: `a whole problem set, or its part in --split: ${PROBLEM_SET_IDS.join(", ")}`,
  },
  { name: "vocabulary", help: "the tokens and the tokenizer's pattern instead" },
  { name: "vectors", help: "what the recipe's checker is held to instead" },
  { name: "help", help: "say all this" },
];

const modelSteps = (steps: readonly string[]): string[] => steps.map((step) => ` ${step}`);

function line({ problem, steps }: Sample): string {
  const family = familyOf(problem.family);
  return JSON.stringify({
    family: problem.family,
    difficulty: problem.difficulty,
    text: problem.text,
    prompt: family.prompt(problem),
    steps: modelSteps(steps),
    answer: family.extractAnswer(problem, steps),
  });
}

function reciteLine(seed: number, difficulty: Difficulty, split: Split): string {
  const problem = families.story.generate(seed, difficulty, split);
  const { prompt, steps } = recitation(problem, random(17, seed));
  return JSON.stringify({ family: "story", difficulty, prompt, steps: modelSteps(steps) });
}

function readSplit(text: string): Split {
  const split = SPLITS.find((one) => one === text);
  if (!split) throw new UsageError(`Unknown split “${text}”: expected ${SPLITS.join(", ")}.`);
  return split;
}

function readFamily(text: string | undefined): FamilyId {
  if (text !== undefined && isFamilyId(text)) return text;
  const given = text === undefined ? "No family is named" : `Unknown family “${text}”`;
  throw new UsageError(`${given}: expected ${FAMILY_IDS.join(", ")}.`);
}

function readShape(family: FamilyId, text: string | undefined): string {
  if (text === undefined || SHAPES[family].includes(text)) return text ?? "";
  const known = SHAPES[family].join(", ") || "none";
  throw new UsageError(`Unknown shape “${text}” of ${family}: expected ${known}.`);
}

/** The levels in turns, each as often as its share says. */
function readLadder(parsed: Parsed): Difficulty[] {
  if (parsed.values.has("difficulty")) {
    const wanted = integerFlag(parsed, "difficulty", { min: 1, max: 5, otherwise: 3 });
    return LEVELS.filter((level) => level === wanted);
  }
  const shares = (parsed.values.get("mix") ?? "1,1,1,1,1").split(",").map(Number);
  const whole = shares.every((share) => Number.isInteger(share) && share >= 0 && share <= 1000);
  if (shares.length !== LEVELS.length || !whole || shares.every((share) => share === 0)) {
    throw new UsageError("--mix takes five whole numbers, not all 0, such as 1,2,4,2,1.");
  }
  return LEVELS.flatMap((level) => Array<Difficulty>(shares[level - 1] ?? 0).fill(level));
}

function* setLines(id: string, split: Split | null): Generator<string> {
  if (!isProblemSetId(id)) {
    throw new UsageError(`Unknown set “${id}”: expected ${PROBLEM_SET_IDS.join(", ")}.`);
  }
  for (const problem of problemSets[id].problems()) {
    if (split === null || splitOf(problem.key) === split) yield line(solved(problem));
  }
}

function* generatedLines(parsed: Parsed): Generator<string> {
  const split = readSplit(parsed.values.get("split") ?? "train");
  const recite = parsed.values.has("recite");
  const family = recite ? "story" : readFamily(parsed.values.get("family"));
  const shape = readShape(family, parsed.values.get("shape"));
  const ladder = readLadder(parsed);
  const count = integerFlag(parsed, "count", { min: 1, max: 1e8, otherwise: 10 });
  const seed = integerFlag(parsed, "seed", { min: 0, max: MOST_SEED, otherwise: 0 });
  for (let i = 0; i < count; i++) {
    const difficulty = ladder[i % ladder.length] ?? 3;
    yield recite
      ? reciteLine(seed + i, difficulty, split)
      : line(sample(family, seed + i, { difficulty, split, shape }));
  }
}

function* output(parsed: Parsed): Generator<string> {
  const set = parsed.values.get("set");
  if (parsed.values.has("help")) yield `data [flags]\n\n${describeFlags(FLAGS)}`;
  else if (parsed.values.has("vectors")) yield JSON.stringify(vectors(VECTORS_PER_FAMILY), null, 1);
  else if (parsed.values.has("vocabulary"))
    yield JSON.stringify({ tokens: VOCABULARY, specials: SPECIALS, pieces: PIECES });
  else if (set !== undefined) {
    const split = parsed.values.get("split");
    yield* setLines(set, split === undefined ? null : readSplit(split));
  } else yield* generatedLines(parsed);
}

await runCommand(async (argv) => {
  let buffer = "";
  for (const text of output(parseFlags(argv, FLAGS))) {
    buffer += `${text}\n`;
    if (buffer.length > 1 << 16) {
      process.stdout.write(buffer);
      buffer = "";
    }
  }
  process.stdout.write(buffer);
});
