import { readFileSync } from "node:fs";
import { codeOf } from "./output.ts";
import { UsageError } from "./usage.ts";

/**
 * A file's text: UTF-8, or UTF-16 as PowerShell writes it, with or without a byte order mark.
 * @param file a path, or - for stdin. @throws UsageError when it cannot be read or is no such text.
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

/** @returns the text without its byte order mark, or null when the bytes are neither encoding. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** By the byte order mark; without one, by the zero that ASCII has in each unit of UTF-16. */
function encodingOf([first = 1, second = 1]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return "utf-16be";
  return "utf-8";
}
