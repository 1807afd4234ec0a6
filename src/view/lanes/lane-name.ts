/** Lanes are called by letters, in their order. */
export const laneName = (index: number): string => "ABCD".charAt(index);
