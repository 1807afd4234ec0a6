import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readProblems } from "../experiments/sweep/problem-list.ts";
import { readText } from "./read-text.ts";
import { UsageError } from "./usage.ts";

const folder = mkdtempSync(join(tmpdir(), "read-text-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PROBLEMS = "Make 24 from 4, 7, 8, 8.\r\n3(x + 4) − 5 = 22\r\n";
const le = Buffer.from(PROBLEMS, "utf16le");
const be = Buffer.from(le).swap16();
const utf8 = Buffer.from(PROBLEMS);
const file = (bytes: Buffer): string => {
  const path = join(folder, "problems.txt");
  writeFileSync(path, bytes);
  return path;
};

it.each([
  ["UTF-8", utf8],
  ["UTF-8 with a byte order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8])],
  ["UTF-16LE with a byte order mark", Buffer.concat([Buffer.from([0xff, 0xfe]), le])],
  ["UTF-16BE with a byte order mark", Buffer.concat([Buffer.from([0xfe, 0xff]), be])],
  ["UTF-16LE", le],
  ["UTF-16BE", be],
])("reads problems in %s", (_, bytes) => {
  const text = readText(file(bytes));
  expect(text).toBe(PROBLEMS);
  expect(readProblems(text)).toMatchObject({ ok: true, problems: { length: 2 } });
});

it("reads an empty file as no text", () => {
  expect(readText(file(Buffer.alloc(0)))).toBe("");
});

it("refuses what is no text, and what is not there, in one sentence", () => {
  const latin1 = file(Buffer.from("3 × 8 = 24", "latin1"));
  expect(() => readText(latin1)).toThrow(
    new UsageError(`The file ${latin1} must be text in UTF-8 or UTF-16, and it is not.`),
  );
  expect(() => readText(join(folder, "absent.txt"))).toThrow(/cannot be read \(ENOENT\)\.$/);
});
