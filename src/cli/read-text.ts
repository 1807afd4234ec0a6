import { readFileSync } from "node:fs";
import { codeOf } from "./output.ts";
import { UsageError } from "./usage.ts";

/**
 * The text of a file in UTF-8, or in UTF-16 as PowerShell writes it, with or without a byte order mark.
 * @param file a path, or - for stdin.
 * @throws UsageError when it cannot be read, or is in neither encoding.
 */
export function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    const code = codeOf(error);
    throw new UsageError(`The file ${file} cannot be read${code === null ? "" : ` (${code})`}.`);
  }
  const text = decodeText(bytes);
  if (text !== null) return text;
  throw new UsageError(`The file ${file} must be text in UTF-8 or UTF-16, and it is not.`);
}

/** @returns the text without its byte order mark; null when the bytes are in neither encoding. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Tells the encoding by its byte order mark, or else by the zero byte of an ASCII character in UTF-16. */
function encodingOf([first = 1, second = 1]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return "utf-16be";
  return "utf-8";
}
