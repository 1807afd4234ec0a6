/** Files that a command writes when its work is done. The work must not be lost for want of a folder. */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { codeOf } from "./output.ts";
import { UsageError } from "./usage.ts";

/** mkdir's own `recursive` never returns where the system takes no folders, as under /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/**
 * Makes the missing folders of a file that will be written later.
 * @param flag the flag that named the file, for the refusal.
 * @throws UsageError when a file of this name cannot be written.
 */
export function prepareFile(path: string, flag: string): void {
  const refuse = (reason: string) =>
    new UsageError(`${flag} must name a file that can be written, and ${path} ${reason}.`);
  let isFile: boolean;
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (/[/\\]$/.test(path) || there?.isDirectory()) throw refuse("is a folder");
    isFile = there !== undefined;
    makeFolder(dirname(path));
    accessSync(isFile ? path : dirname(path), constants.W_OK);
  } catch (error) {
    throw error instanceof UsageError ? error : refuse(`is not one (${codeOf(error)})`);
  }
}

/** Makes a folder if it is missing. @throws UsageError when nothing can be written into it. */
export function prepareFolder(path: string, flag: string): void {
  const refuse = (reason: string) =>
    new UsageError(`${flag} must name a folder that can be written to, and ${path} ${reason}.`);
  try {
    makeFolder(path);
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw refuse(`is not one (${codeOf(error)})`);
  }
  if (!statSync(path).isDirectory()) throw refuse("is a file");
}

/**
 * Writes a file. If that fails, writes it into the system's folder for temporary files instead.
 * @param what names the file in the sentence, as in "The log".
 * @returns a sentence on what went wrong; null when nothing did.
 */
export function writeOrRescue(path: string, text: string, what: string): string | null {
  try {
    makeFolder(dirname(path));
    writeFileSync(path, text);
    return null;
  } catch (error) {
    const failed = `${what} cannot be written to ${path} (${codeOf(error)})`;
    try {
      const other = join(mkdtempSync(join(tmpdir(), "ponderosa-")), basename(path));
      writeFileSync(other, text);
      return `${failed}; it is in ${other} instead.`;
    } catch (second) {
      return `${failed}, nor to the folder for temporary files (${codeOf(second)}).`;
    }
  }
}
