/** Canonical keys. All permutations of a problem's numbers share a key, and its hash decides the split. */

const ascending = (numbers: readonly number[]): string =>
  [...numbers].sort((a, b) => a - b).join(" ");

/** The key of a countdown; it does not depend on whether all numbers must be used. */
export const countdownKey = (numbers: readonly number[], target: number): string =>
  `countdown ${ascending(numbers)} | ${target}`;

/** A key of the numbers in the text only, so that no problem of another shape shares the numbers of a test problem. */
export const numbersKey = (family: "story" | "equations", numbers: readonly number[]): string =>
  `${family} ${ascending(numbers)}`;
