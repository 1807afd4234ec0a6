/**
 * The tokens of the bundled models, in id order: specials, the step separator,
 * digits that begin a number and digits that continue one, signs, words.
 */
import { STORY_WORDS } from "../families/story/language.ts";

export const SPECIALS = ["<pad>", "<eos>", "<unk>"] as const;

const DIGITS = "0123456789".split("");
const SIGNS = ["+", "-", "*", "/", "=", "(", ")", ".", ",", "?", ":"];
const WORDS = ["Make", "from", "left", "Solve", "x", "total", "more", "then"];

export const VOCABULARY: readonly string[] = [
  ...SPECIALS,
  "\n",
  ...DIGITS.map((d) => ` ${d}`),
  ...DIGITS,
  ...SIGNS.map((s) => ` ${s}`),
  ...[...new Set([...WORDS, ...[...STORY_WORDS].filter((w) => /^[A-Za-z]+$/.test(w)).sort()])].map(
    (w) => ` ${w}`,
  ),
];

/** The pre-tokenizer's pattern: every match is a token. */
export const PIECES = "\\n| [A-Za-z]+| \\d|\\d| [^\\sA-Za-z0-9]";
