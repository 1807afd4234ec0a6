/**
 * The scope of generated problems. `first` has the words and shapes that the first models were trained
 * on; `wide` has all that the families can read now, such as fractions and more names in stories.
 */
export type Scope = "first" | "wide";

/**
 * The scope of problems for the page, sweeps and measurements: what the bundled models know. It becomes
 * `wide` with the first bundled models that are trained on it; the recipe's data is wide already.
 */
export const DRAWN_SCOPE: Scope = "first";

/** What is said or shown of what is drawn, by its scope. */
export const inScope = <T>(first: T, wide: T): T => (DRAWN_SCOPE === "first" ? first : wide);
