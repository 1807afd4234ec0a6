import { expect, test } from "vitest";
import { readProblemList } from "./problem-list.ts";

test("a list is read line by line, each problem once", () => {
  expect(readProblemList("Make 24 from 4, 7, 8, 8.\r\n\n  2x + 3 = 11 \n2x + 3 = 11\n")).toEqual({
    ok: true,
    texts: ["Make 24 from 4, 7, 8, 8.", "2x + 3 = 11"],
  });
});

test("a bad line is refused by a sentence that names it", () => {
  const read = readProblemList(`2x + 3 = 11\n\nMake tea. ${"x".repeat(500)}`);
  expect(read).toMatchObject({
    ok: false,
    error: expect.stringMatching(/^Line 3, "Make tea\. .{0,60}…", cannot be read: .* an example: /),
  });
  expect(readProblemList(" \n")).toEqual({ ok: false, error: "The list holds no problem." });
});
