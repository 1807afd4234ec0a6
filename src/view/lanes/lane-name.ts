/** The letter of a lane, by its place among the lanes. */
export const laneName = (index: number): string => "ABCD".charAt(index);
