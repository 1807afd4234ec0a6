import type { ParseFailure } from "./family.ts";

/** Why a problem cannot be read, as the end of a sentence: what is wrong, and an example. */
export const describeFailure = ({ message, example }: ParseFailure): string =>
  `${message.replace(/\.?$/, "")}; an example: ${example}`;
