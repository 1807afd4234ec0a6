/** A typed or pasted text with one spelling of each sign: what the families' parsers read. */

/** Signs that mean the same to a reader. NFKC has made full-width and superscript forms plain before. */
const SAME: readonly (readonly [RegExp, string])[] = [
  // Zero-width and other invisible format characters, soft hyphens, variation selectors.
  [/\p{Cf}|\p{Variation_Selector}/gu, ""],
  [/[−–—‐‑‒―⁃﹣➖]/gu, "-"],
  [/[×⋅·•∙∗✕✖⨯✱]/gu, "*"],
  [/[÷∕⁄➗]/gu, "/"],
  [/[＝﹦⩵]/gu, "="],
  [/[→⇒⟶⟹]/gu, "->"],
  [/[“”„«»]/gu, '"'],
  [/[‘’‚‹›′]/gu, "'"],
  [/[、﹐٬]/gu, ","],
  [/[。]/gu, "."],
];

/** White space runs stay as they are, since a line's end may end a question. */
export function plainSigns(text: string): string {
  // NFKC would turn "½" into "1⁄2" glued to the number before it: 1½ must not become 11/2.
  let plain = text.replace(/(\d)(?=[¼-¾⅐-⅞])/gu, "$1 + ").normalize("NFKC");
  for (const [sign, meant] of SAME) plain = plain.replace(sign, meant);
  return plain.trim();
}
