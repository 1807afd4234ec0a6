/** Printing, and what happens when nobody reads it. */

/** The exit code that a shell gives to a program that SIGPIPE ended: 128 + 13. */
export const READER_LEFT = 141;

/**
 * Writes to stdout. @throws Error of code EPIPE when the reader has left, as `head` does; the command
 * should end then, since nobody would see the rest.
 */
export const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

/**
 * Keeps the process from ending with a stack trace when the reader of a stream leaves. `print` reports
 * it for stdout; on stderr there is only progress, which no run should end for.
 */
export function hearStreams(): void {
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
}

/** The code of a system error, such as ENOENT; null for any other error. */
export const codeOf = (error: unknown): string | null =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
