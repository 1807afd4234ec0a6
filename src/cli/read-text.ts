import { readFileSync } from "node:fs";
import { UsageError } from "./usage.ts";

/** @param file a path, or - for stdin. @throws UsageError when it cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new UsageError(`The file ${file} cannot be read${reason}.`);
  }
}
