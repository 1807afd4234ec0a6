/**
 * What generated problems are made of. `first`: the words and shapes that the first models were trained
 * on. `wide`: all that the families read since, such as fractions and more names in stories.
 */
export type Scope = "first" | "wide";

/**
 * What is drawn for the page, sweeps and measurements: what the bundled models know. It becomes `wide`
 * with the first bundled models that were trained on that; the recipe's data is wide already.
 */
export const DRAWN_SCOPE: Scope = "first";
