/** Gives each sign of a typed or pasted text one spelling, for the parsers of the families. */

/** Signs that mean the same to a reader. NFKC has already replaced full-width and superscript forms. */
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

/** White space is kept as it is, since the end of a line may end a question. */
export function plainSigns(text: string): string {
  // NFKC makes 11/2 of "1½" and x2 of "x²": neither is meant.
  let plain = text
    .replace(/(\d+)([¼-¾⅐-⅞])/gu, "($1 + $2)")
    .replace(/[⁰¹²³⁴-⁹]/gu, "^$&")
    .normalize("NFKC");
  for (const [sign, meant] of SAME) plain = plain.replace(sign, meant);
  return plain.trim();
}
