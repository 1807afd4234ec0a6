import { crc32 as theirs } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { crc32, withText } from "./png-text.ts";

/** One black pixel. */
const PNG = Uint8Array.from(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==",
    "base64",
  ),
);

test("the checksum is PNG's", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(crc32(bytes)).toBe(theirs(bytes));
    }),
  );
});

test("the text stands in a chunk of its own, and the others are as they were", () => {
  const whole = withText(PNG, "Description", "made with “seed” 1");
  const chunks: [string, string][] = [];
  const view = new DataView(whole.buffer);
  for (let at = 8; at < whole.length; ) {
    const length = view.getUint32(at);
    const type = Buffer.from(whole.subarray(at + 4, at + 8)).toString();
    const body = whole.subarray(at + 4, at + 8 + length);
    expect(view.getUint32(at + 8 + length)).toBe(theirs(body));
    chunks.push([type, Buffer.from(body.subarray(4)).toString()]);
    at += 12 + length;
  }
  expect(chunks.map(([type]) => type)).toEqual(["IHDR", "iTXt", "IDAT", "IEND"]);
  expect(chunks[1]?.[1]).toBe("Description\0\0\0\0\0made with “seed” 1");
});
