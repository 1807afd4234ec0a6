/**
 * When two answers are one, and when an answer is right. One checker serves all that compares answers:
 * votes, stopping on agreement, the tree, the grading of runs.
 *
 * To count votes, group by `key` in one pass (`Map<key, votes>`), show the spelling that came first, and
 * leave out trajectories without an answer. `same` is for two answers alone: a vote by pairs takes
 * quadratic time. `isRight` is for grading; a search must not see it.
 */
export interface AnswerChecker {
  /**
   * A canonical spelling: the same for "1/2" and "0.5", and for (a + b) + c and a + (b + c) of a
   * countdown. An answer that cannot be read is its own text without runs of spaces. Never shown.
   */
  key(answer: string): string;
  /** Whether two answers are one: their keys are equal, so it is symmetric and transitive. */
  same(a: string, b: string): boolean;
  /** null where nobody knows the truth. */
  isRight(answer: string): boolean | null;
}

/** A checker from its two parts. @param read gives a canonical spelling, or null where it cannot read the answer. */
export function answerChecker(
  read: (answer: string) => string | null,
  isRight: (answer: string) => boolean | null,
): AnswerChecker {
  const key = (answer: string): string => {
    const canonical = read(answer);
    return canonical === null ? `? ${answer.trim().replace(/\s+/g, " ")}` : canonical;
  };
  return { key, same: (a, b) => key(a) === key(b), isRight };
}
