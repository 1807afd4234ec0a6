/** Checkers: they tell which spellings are the same answer to a problem, and whether it is right. */

export interface AnswerChecker {
  /** A key that exactly the spellings of one answer share. Votes and tables group by it; it is never shown. */
  key(answer: string): string;
  same(a: string, b: string): boolean;
  /** Whether an answer solves the problem; false for no answer, and null when nobody knows. */
  isRight(answer: string | null): boolean | null;
}

export type Verdict = "right" | "wrong" | "unknown";

/** @param right returns null when nobody knows. */
export const verdictOf = (right: boolean | null): Verdict =>
  right === null ? "unknown" : right ? "right" : "wrong";

/** Remembers results, since a tree asks for the same few answers at every event. */
function remembered<T>(of: (answer: string) => T): (answer: string) => T {
  const known = new Map<string, T>();
  return (answer) => {
    const before = known.get(answer);
    if (before !== undefined) return before;
    const now = of(answer);
    known.set(answer, now);
    return now;
  };
}

/** The key of an answer that cannot be read: its text, whatever its spaces. */
const squeezed = (answer: string): string => answer.trim().replace(/\s+/g, " ");

/**
 * The checker of a problem whose truth is known.
 * @param readKey returns null when it cannot read the answer.
 */
export function checkerOf(
  readKey: (answer: string) => string | null,
  isRight: (answer: string) => boolean,
): AnswerChecker {
  const right = remembered(isRight);
  return {
    ...comparer(readKey),
    isRight: (answer) => answer !== null && right(answer),
  };
}

/** The checker of a problem whose answer nobody knows. */
export const openChecker = (
  readKey: (answer: string) => string | null = () => null,
): AnswerChecker => ({ ...comparer(readKey), isRight: () => null });

function comparer(readKey: (answer: string) => string | null): Pick<AnswerChecker, "key" | "same"> {
  const key = remembered((answer) => readKey(answer) ?? `"${squeezed(answer)}"`);
  return { key, same: (a, b) => key(a) === key(b) };
}
