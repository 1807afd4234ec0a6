import type { ParseFailure } from "./family.ts";

/** A failure to read a problem as the end of a sentence: what was wrong, and an example. */
export const describeFailure = ({ message, example }: ParseFailure): string =>
  `${message.replace(/\.?$/, "")}; an example: ${example}`;
