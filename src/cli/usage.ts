/** A mistake of the user's: told in one sentence on stderr, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Runs a command line's `main`; a UsageError becomes its sentence, anything else exit code 1. */
export async function runCommand(main: (argv: string[]) => Promise<void>): Promise<void> {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
