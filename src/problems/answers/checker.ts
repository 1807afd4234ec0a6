/** Which spellings are one answer of a problem, and whether it is right. */

export interface AnswerChecker {
  /** The same for spellings of one answer, and for nothing else: what votes and tables group by. Never shown. */
  key(answer: string): string;
  same(a: string, b: string): boolean;
  /** Whether it solves the problem, which no answer at all never does; null where nobody knows. */
  isRight(answer: string | null): boolean | null;
}

export type Verdict = "right" | "wrong" | "unknown";

/** @param right null where nobody knows. */
export const verdictOf = (right: boolean | null): Verdict =>
  right === null ? "unknown" : right ? "right" : "wrong";

/** A tree asks for the same few answers at every event. */
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

/** An answer that no rule can read is itself, however it is spaced. */
const squeezed = (answer: string): string => answer.trim().replace(/\s+/g, " ");

/**
 * The checker of a problem whose truth is known.
 * @param readKey null where it cannot read the answer.
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

/** The checker of a problem that nobody knows the answer to. */
export const openChecker = (
  readKey: (answer: string) => string | null = () => null,
): AnswerChecker => ({ ...comparer(readKey), isRight: () => null });

function comparer(readKey: (answer: string) => string | null): Pick<AnswerChecker, "key" | "same"> {
  const key = remembered((answer) => readKey(answer) ?? `"${squeezed(answer)}"`);
  return { key, same: (a, b) => key(a) === key(b) };
}
