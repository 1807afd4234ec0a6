/** What a command prints, and what happens when nobody reads it. */

/** The exit code that a shell gives a program whose reader has left: 128 + SIGPIPE. */
export const READER_LEFT = 141;

/**
 * Writes to stdout. @throws Error of code EPIPE when its reader has left, as `head` does: the command
 * ends there, for nobody would see the rest.
 */
export const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

/**
 * Keeps streams whose reader has left from ending the process with a stack trace: `print` reports
 * stdout's, and progress on stderr is not worth the end of a run.
 */
export function hearStreams(): void {
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
}

/** The code of an error of the system, such as ENOENT; null for any other error. */
export const codeOf = (error: unknown): string | null =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
