/**
 * The tokens of the bundled models, in id order. New tokens are only appended, so that a token keeps its
 * id, and the vocabulary of an earlier model is a prefix of a later model's.
 */
export const SPECIALS = ["<pad>", "<eos>", "<unk>"] as const;

const DIGITS = "0123456789".split("");
const SIGNS = ["+", "-", "*", "/", "=", "(", ")", ".", ",", "?", ":"];

/** The words of the first models, in their order. */
const FIRST_WORDS = [
  "Make from left Solve x total more then Ann Ben Cara Dan Eve Fay Gus Hal How Ida If Jon Kim Leo Mia",
  "Ned Ola Pam There What a all already and apples are as away bags beads beats books bought boxes but",
  "buys by cards coins combined desk do does each extra fewer filled found gave gives had half has have",
  "how in is lost many marbles number nuts of on owns pens plums plus quarter shells short stamps",
  "stickers than that the them third times together twice what with",
].flatMap((line) => line.split(" "));

/** The words added for problems with numbers left over, and for more wordings of stories. */
const ADDED_WORDS = [
  "some Alex Alice Amy Anna Bob Carol David Ella Emma Find Grace Jack James Jane John Julia Lily Lucy",
  "Maria Mark Max Nina Noah Oscar Paul Peter Rosa Sam Sara Susan Tim Tom Zoe altogether ate balloons",
  "balls blocks box broke brought buttons candies carries cars collected cookies counted crayons cups",
  "dollars dolls double dropped drops eats eggs finds flowers friend games gets got hats holds keeps",
  "keys less loses made makes now one oranges own packed packs pears pencils picked received rings",
  "rocks rows saved sells shared sold started sweets three tickets to toys used uses wins won",
].flatMap((line) => line.split(" "));

/** Specials, the step separator, digits that begin a number and that continue one, signs, words, the sign within a fraction. */
export const VOCABULARY: readonly string[] = [
  ...SPECIALS,
  "\n",
  ...DIGITS.map((d) => ` ${d}`),
  ...DIGITS,
  ...SIGNS.map((s) => ` ${s}`),
  ...FIRST_WORDS.map((w) => ` ${w}`),
  "/",
  ...ADDED_WORDS.map((w) => ` ${w}`),
];

/** The pre-tokenizer's pattern: every match is a token. */
export const PIECES = "\\n| [A-Za-z]+| \\d|\\d|/| [^\\sA-Za-z0-9]";
