import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readingsOf, readPairs, writePairs } from "./hash.ts";

const read = (hash: string) =>
  [...readPairs(hash)].map(([key, raw]) => [key, readingsOf(raw)[0]] as const);

it("reads back what it wrote, whatever it is", () => {
  const pairs = fc.uniqueArray(
    fc.tuple(
      fc.string({ minLength: 1, unit: "grapheme" }),
      fc.string({ unit: "grapheme", maxLength: 40 }),
    ),
    { selector: ([key]) => key },
  );
  fc.assert(
    fc.property(pairs, (list) => {
      expect(read(`#${writePairs(list)}`)).toEqual(list);
    }),
  );
});

it("never throws", () => {
  fc.assert(fc.property(fc.string(), (hash) => void read(hash)));
});

it("writes what stays whole in a message: no plus, no bracket, no full stop at the end", () => {
  const hash = writePairs([["problem", "Solve 3(x+4) = 2."]]);
  expect(hash).toBe("problem=Solve%203%28x%2B4%29%20%3D%202%2E");
});

describe("a plus sign", () => {
  it.each([
    // As it is typed, and as browsers escape what is typed.
    ["3(x+4)-5=22", "3(x+4)-5=22"],
    ["x+3=7", "x+3=7"],
    ["3x+4%3D19%20", "3x+4=19 "],
    ["Solve%203(x+4)%20=%2022", "Solve 3(x+4) = 22"],
    ["Solve 3x+4 = 19", "Solve 3x+4 = 19"],
    ["4+7", "4+7"],
    // As forms, and older links of this page, write it.
    ["Make+24+from+4%2C+7%2C+8%2C+8.", "Make 24 from 4, 7, 8, 8."],
    ["Make+24+from+4,+7,+8,+8.", "Make 24 from 4, 7, 8, 8."],
    ["Solve+3x+%2B+4+%3D+19.", "Solve 3x + 4 = 19."],
    ["x+%2F+2+%3D+7", "x / 2 = 7"],
    ["x+%2b+3+%3d+7", "x + 3 = 7"],
    ["4%2B7", "4+7"],
  ])("in %s reads as %s", (raw, text) => expect(readingsOf(raw)[0]).toBe(text));

  it("has a second reading for whoever knows better", () => {
    expect(readingsOf("a+b")).toEqual(["a+b", "a b"]);
    expect(readingsOf("Ann+has+2")).toEqual(["Ann has 2", "Ann+has+2"]);
    expect(readingsOf("a%20b")).toEqual(["a b"]);
  });
});

it("reads links that an editor escaped as HTML, once or twice", () => {
  const pairs = [
    ["strategy", "beam"],
    ["seed", "3"],
  ];
  expect(read("#strategy=beam&amp;seed=3")).toEqual(pairs);
  expect(read("#strategy=beam&amp;amp;seed=3&")).toEqual(pairs);
});

it("keeps all behind the first equals sign, and the first of two values", () => {
  expect(read("problem=x+3=7&seed=1&seed=2&embed")).toEqual([
    ["problem", "x+3=7"],
    ["seed", "1"],
    ["embed", ""],
  ]);
});
