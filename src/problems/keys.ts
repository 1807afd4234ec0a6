/** Canonical keys: the same for every permutation of a problem's numbers; their hash decides the split. */

const ascending = (numbers: readonly number[]): string =>
  [...numbers].sort((a, b) => a - b).join(" ");

/** One key whether all numbers or only some of them are to be used. */
export const countdownKey = (numbers: readonly number[], target: number): string =>
  `countdown ${ascending(numbers)} | ${target}`;

/** By the numbers of the text alone, so that no problem of another shape shares a test problem's numbers. */
export const numbersKey = (family: "story" | "equations", numbers: readonly number[]): string =>
  `${family} ${ascending(numbers)}`;
