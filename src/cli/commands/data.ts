/** `npm run -s data`: prints problems and their derivations as JSON lines, the training data of the recipe. */
import { families, familyOf } from "../../problems/families/index.ts";
import { recitation } from "../../problems/families/story/story.ts";
import type { Difficulty, Split } from "../../problems/family.ts";
import { random } from "../../problems/random.ts";
import { type Sample, sample, solved } from "../../problems/recipe/samples.ts";
import { VECTORS_PER_FAMILY, vectors } from "../../problems/recipe/vectors.ts";
import { PIECES, SPECIALS, VOCABULARY } from "../../problems/recipe/vocabulary.ts";
import { type ProblemSetId, problemSets } from "../../problems/sets/index.ts";
import { splitOf } from "../../problems/split.ts";
import {
  DATA_FLAGS,
  type DataArguments,
  type DataWanted,
  dataArguments,
} from "../data-arguments.ts";
import { describeFlags } from "../flags.ts";
import { print } from "../output.ts";
import { runCommand } from "../usage.ts";

/** How many characters are written at once. */
const BLOCK = 1 << 16;

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
  const problem = families.story.generate(seed, difficulty, split, "wide");
  const { prompt, steps } = recitation(problem, random(17, seed));
  return JSON.stringify({ family: "story", difficulty, prompt, steps: modelSteps(steps) });
}

function* setLines(id: ProblemSetId, split: Split | null): Generator<string> {
  for (const problem of problemSets[id].problems()) {
    if (split === null || splitOf(problem.key) === split) yield line(solved(problem));
  }
}

function* generatedLines(wanted: DataArguments): Generator<string> {
  const { family, split, count, seed, levels, shape, recite } = wanted;
  for (let i = 0; i < count; i++) {
    const difficulty = levels[i % levels.length] ?? 3;
    yield recite
      ? reciteLine(seed + i, difficulty, split)
      : line(sample(family, seed + i, { difficulty, split, shape }));
  }
}

function* linesOf(wanted: DataWanted): Generator<string> {
  switch (wanted.show) {
    case "help":
      return yield `data [flags]\n\n${describeFlags(DATA_FLAGS)}`;
    case "vectors":
      return yield JSON.stringify(vectors(VECTORS_PER_FAMILY), null, 1);
    case "vocabulary":
      return yield JSON.stringify({ tokens: VOCABULARY, specials: SPECIALS, pieces: PIECES });
    case "set":
      return yield* setLines(wanted.set, wanted.split);
    case "problems":
      return yield* generatedLines(wanted);
  }
}

await runCommand(async (argv) => {
  let block = "";
  for (const text of linesOf(dataArguments(argv))) {
    block += `${text}\n`;
    if (block.length < BLOCK) continue;
    await print(block);
    block = "";
  }
  await print(block);
});
