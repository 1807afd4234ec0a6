/**
 * Problems and their derivations as JSON lines, for the recipe: one source of truth.
 *
 *   npm run -s data -- --split train --family story --count 1000 --seed 0 [--difficulty 3]
 *   npm run -s data -- --split train --family story --recite --count 1000
 *   npm run -s data -- --vocabulary
 *   npm run -s data -- --vectors
 */
import { parseArgs } from "node:util";
import { generateWithDerivation } from "../../problems/families/countdown/countdown.ts";
import { families, familyOf } from "../../problems/families/index.ts";
import { recitation } from "../../problems/families/story/story.ts";
import type { Difficulty, FamilyId, Split } from "../../problems/family.ts";
import { FAMILY_IDS, isFamilyId } from "../../problems/problem.ts";
import { random } from "../../problems/random.ts";
import { vectors } from "../../problems/recipe/vectors.ts";
import { PIECES, SPECIALS, VOCABULARY } from "../../problems/recipe/vocabulary.ts";

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(2);
};

const { values } = parseArgs({
  options: {
    split: { type: "string", default: "train" },
    family: { type: "string" },
    count: { type: "string", default: "10" },
    seed: { type: "string", default: "0" },
    difficulty: { type: "string" },
    /** Shares of levels 1 to 5 when no difficulty is named. */
    mix: { type: "string", default: "1,2,4,2,1" },
    /** For story: drills that recite every quantity, in place of the derivation. */
    recite: { type: "boolean", default: false },
    vocabulary: { type: "boolean", default: false },
    vectors: { type: "boolean", default: false },
  },
});

export function line(family: FamilyId, seed: number, difficulty: Difficulty, split: Split): string {
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

if (values.vectors) {
  process.stdout.write(`${JSON.stringify(vectors(70), null, 1)}\n`);
} else if (values.vocabulary) {
  process.stdout.write(
    `${JSON.stringify({ tokens: VOCABULARY, specials: SPECIALS, pieces: PIECES })}\n`,
  );
} else {
  const { split, family } = values;
  if (split !== "train" && split !== "validation" && split !== "test") {
    fail(`Unknown split “${split}”: expected train, validation or test.`);
  }
  if (family === undefined || !isFamilyId(family)) {
    fail(`Unknown family “${family}”: expected ${FAMILY_IDS.join(", ")}.`);
  }
  const shares = values.mix.split(",").map(Number);
  const ladder = shares.flatMap((share, i) => Array<number>(share).fill(i + 1));
  const count = Number(values.count);
  const seed = Number(values.seed);
  let buffer = "";
  for (let i = 0; i < count; i++) {
    const difficulty = Number(values.difficulty ?? ladder[i % ladder.length]) as Difficulty;
    const made = values.recite
      ? reciteLine(seed + i, difficulty, split as Split)
      : line(family as FamilyId, seed + i, difficulty, split as Split);
    buffer += `${made}\n`;
    if (buffer.length > 1 << 16) {
      process.stdout.write(buffer);
      buffer = "";
    }
  }
  process.stdout.write(buffer);
}
