/** Where a step ends, told from the text that a policy writes. */

/** Watches one step; every step has a splitter of its own. */
export interface StepSplitter {
  /**
   * @param piece the text of the newest token. A token is never split: all that it says belongs
   * to this step.
   * @returns true when the step ends with this piece.
   */
  push(piece: string): boolean;
}

/** A step ends with the first `separator`, which may come in several pieces. */
export function separatorSplitter(separator: string): StepSplitter {
  /** The last characters, too few to hold a separator. */
  let tail = "";
  return {
    push(piece) {
      const seen = tail + piece;
      tail = seen.slice(Math.max(0, seen.length - separator.length + 1));
      return seen.includes(separator);
    },
  };
}
