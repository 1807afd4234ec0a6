import { EngineError } from "../engine/contract/errors.ts";
import { SweepRefused } from "../experiments/sweep/settings.ts";
import { RunRefused } from "../search/run.ts";
import { codeOf, hearStreams, READER_LEFT } from "./output.ts";

/** A mistake in the command line. It is reported in one sentence on stderr, with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Runs the `main` of a command. The exit code is 2 after a mistake in the command line and 1 after any
 * other error, each reported in a sentence on stderr; it is 141, and nothing is reported, when the
 * reader of the output has left.
 */
export async function runCommand(main: (argv: string[]) => Promise<void>): Promise<void> {
  hearStreams();
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    if (codeOf(error) === "EPIPE") {
      process.exitCode = READER_LEFT;
      return;
    }
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = isUsersMistake(error) ? 2 : 1;
  }
}

function messageOf(error: unknown): string {
  const code = codeOf(error);
  if (!(error instanceof Error)) return String(error);
  // The advice of other kinds speaks of the page.
  if (error instanceof EngineError && error.failure.kind === "bad-request") {
    return `${error.message} ${error.failure.advice}`.trim();
  }
  if (code === null || !("syscall" in error)) return error.message;
  const path = "path" in error && typeof error.path === "string" ? error.path : null;
  if (path === null) return `The output cannot be written (${code}).`;
  return `${path} cannot be read or written (${code}).`;
}

const isUsersMistake = (error: unknown): boolean =>
  error instanceof UsageError ||
  error instanceof RunRefused ||
  error instanceof SweepRefused ||
  (error instanceof EngineError && error.failure.kind === "bad-request");
