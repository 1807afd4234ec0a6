import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import { keptLines } from "./kept-lines.ts";

const folder = mkdtempSync(join(tmpdir(), "kept-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("goes on where it was stopped, and makes again what was cut off", async () => {
  const file = join(folder, "parts", "squares.jsonl");
  const made: number[] = [];
  const squares = (count: number) =>
    keptLines(
      file,
      count,
      async (index) => {
        made.push(index);
        return { square: index * index };
      },
      z.object({ square: z.number() }).parse,
    );
  expect(await squares(2)).toEqual([{ square: 0 }, { square: 1 }]);
  appendFileSync(file, '{"squa');
  expect(await squares(3)).toEqual([{ square: 0 }, { square: 1 }, { square: 4 }]);
  expect(await squares(2)).toHaveLength(2);
  expect(made).toEqual([0, 1, 2]);
  expect(readFileSync(file, "utf8").split("\n")).toHaveLength(4);
  await expect(
    keptLines(file, 1, async () => "", z.string().parse),
    "a file of something else",
  ).rejects.toThrow();
});
