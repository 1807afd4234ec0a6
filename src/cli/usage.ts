import { EngineError } from "../engine/contract/errors.ts";
import { SweepRefused } from "../experiments/sweep/settings.ts";
import { RunRefused } from "../search/run.ts";

/** A mistake of the user's: told in one sentence on stderr, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Runs a command line's `main`; a mistake of the user's ends with 2, anything else with 1. */
export async function runCommand(main: (argv: string[]) => Promise<void>): Promise<void> {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n`);
    process.exitCode = isUsersMistake(error) ? 2 : 1;
  }
}

const isUsersMistake = (error: unknown): boolean =>
  error instanceof UsageError ||
  error instanceof RunRefused ||
  error instanceof SweepRefused ||
  (error instanceof EngineError && error.failure.kind === "bad-request");
