import { expect, it } from "vitest";
import { InTurn } from "./in-turn.ts";

it("shows what runs at once one after the other, the first as it comes", () => {
  const shown: string[] = [];
  const output = new InTurn((text) => shown.push(text));
  const [first, second, third] = [output.next(), output.next(), output.next()];
  second.write("b1");
  first.write("a1");
  third.write("c1");
  third.end();
  expect(shown).toEqual(["a1"]);
  first.end();
  expect(shown).toEqual(["a1", "b1"]);
  second.write("b2");
  second.end();
  expect(shown).toEqual(["a1", "b1", "b2", "c1"]);
  const later = output.next();
  later.write("d1");
  expect(shown.at(-1)).toBe("d1");
});
