/** The models that a setup names, and those that the page had loaded. */
import type { Setup } from "./setup.ts";

/** As the setup holds them: null for the catalog's default. */
export type Chosen = Pick<Setup, "policy" | "verifier">;

/** The models that the page last had loaded: the first of each, and those beside them. */
export type Loaded = Chosen & { policies: readonly string[]; others: readonly string[] };
