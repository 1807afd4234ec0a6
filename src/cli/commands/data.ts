/**
 * Problems and their derivations as JSON lines, for the recipe: one source of truth.
 *
 *   npm run -s data -- --split train --family story --count 1000 --seed 0 [--difficulty 3]
 *   npm run -s data -- --split train --family story --recite --count 1000
 *   npm run -s data -- --vocabulary
 *   npm run -s data -- --vectors
 */
import { generateWithDerivation } from "../../problems/families/countdown/countdown.ts";
import { families, familyOf } from "../../problems/families/index.ts";
import { recitation } from "../../problems/families/story/story.ts";
import type { Difficulty, FamilyId, Split } from "../../problems/family.ts";
import { random } from "../../problems/random.ts";
import { vectors } from "../../problems/recipe/vectors.ts";
import { PIECES, SPECIALS, VOCABULARY } from "../../problems/recipe/vocabulary.ts";
import { DATA_FLAGS, type DataArguments, dataArguments } from "../data-arguments.ts";
import { describeFlags } from "../flags.ts";
import { print } from "../output.ts";
import { runCommand } from "../usage.ts";

/** Characters that are written at once. */
const BLOCK = 1 << 16;

function line(family: FamilyId, seed: number, difficulty: Difficulty, split: Split): string {
  const home = familyOf(family);
  const made =
    family === "countdown"
      ? generateWithDerivation(seed, difficulty, split)
      : (() => {
          const problem = home.generate(seed, difficulty, split);
          return { problem, steps: home.solve(problem) ?? [] };
        })();
  const { problem, steps } = made;
  return JSON.stringify({
    family,
    difficulty,
    text: problem.text,
    prompt: home.prompt(problem),
    steps: steps.map((s) => ` ${s}`),
    answer: home.extractAnswer(problem, steps),
  });
}

function reciteLine(seed: number, difficulty: Difficulty, split: Split): string {
  const problem = families.story.generate(seed, difficulty, split);
  const { prompt, steps } = recitation(problem, random(17, seed));
  return JSON.stringify({ family: "story", difficulty, prompt, steps: steps.map((s) => ` ${s}`) });
}

async function printLines(asked: DataArguments): Promise<void> {
  const { family, split, count, seed, levels, recite } = asked;
  let buffer = "";
  for (let i = 0; i < count; i++) {
    const difficulty = levels[i % levels.length] ?? 3;
    const made = recite
      ? reciteLine(seed + i, difficulty, split)
      : line(family, seed + i, difficulty, split);
    buffer += `${made}\n`;
    if (buffer.length > BLOCK) {
      await print(buffer);
      buffer = "";
    }
  }
  await print(buffer);
}

await runCommand(async (argv) => {
  const asked = dataArguments(argv);
  if (!("show" in asked)) await printLines(asked);
  else if (asked.show === "help") {
    await print(`data --family NAME [flags]\n\n${describeFlags(DATA_FLAGS)}\n`);
  } else if (asked.show === "vectors") {
    await print(`${JSON.stringify(vectors(70), null, 1)}\n`);
  } else {
    await print(`${JSON.stringify({ tokens: VOCABULARY, specials: SPECIALS, pieces: PIECES })}\n`);
  }
});
