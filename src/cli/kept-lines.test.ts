import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import { inOrder, keptLines } from "./kept-lines.ts";

const folder = mkdtempSync(join(tmpdir(), "kept-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("goes on where it was stopped, and makes again what was cut off", async () => {
  const file = join(folder, "parts", "squares.jsonl");
  const made: number[] = [];
  const squares = (count: number) =>
    keptLines({
      file,
      count,
      make: async (index) => {
        made.push(index);
        return { square: index * index };
      },
      read: z.object({ square: z.number() }).parse,
    });
  expect(await squares(2)).toEqual([{ square: 0 }, { square: 1 }]);
  appendFileSync(file, '{"squa');
  expect(await squares(3)).toEqual([{ square: 0 }, { square: 1 }, { square: 4 }]);
  expect(await squares(2)).toHaveLength(2);
  expect(made).toEqual([0, 1, 2]);
  expect(readFileSync(file, "utf8").split("\n")).toHaveLength(4);
  const other = keptLines({ file, count: 1, make: async () => "", read: z.string().parse });
  await expect(other, "a file of something else").rejects.toThrow();
});

it("keeps the order of what is made at once, and never makes more at once than it may", async () => {
  let under = 0;
  let most = 0;
  const make = async (index: number) => {
    most = Math.max(most, ++under);
    await new Promise((resolve) => setTimeout(resolve, index % 3));
    under -= 1;
    return index;
  };
  const seen: number[] = [];
  for await (const one of inOrder(2, 12, 4, make)) seen.push(one);
  expect(seen).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(most).toBe(4);
});

it("hands on the failure of one that is not awaited yet, and of no other", async () => {
  const make = async (index: number) => {
    if (index === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    if (index > 0) throw new RangeError(`no ${index}`);
    return index;
  };
  const given: number[] = [];
  const all = async () => {
    for await (const one of inOrder(0, 3, 3, make)) given.push(one);
  };
  await expect(all()).rejects.toThrow("no 1");
  expect(given).toEqual([0]);
});
