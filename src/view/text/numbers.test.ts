import { expect, it } from "vitest";
import { amount, chipScore, count, grouped, seconds, si } from "./numbers.ts";

it.each([
  [0, ".00"],
  [0.824, ".82"],
  [0.996, "1.0"],
  [1, "1.0"],
])("sets the score %d as %s", (value, text) => expect(chipScore(value)).toBe(text));

it("groups thousands", () => {
  expect(grouped(1234567)).toBe("1\u202f234\u202f567");
  expect(grouped(-1.5, 2)).toBe("−1.50");
  expect(grouped(999)).toBe("999");
});

it.each([
  [0, "0"],
  [950, "950"],
  [1234, "1.23 k"],
  [12345678, "12.3 M"],
  [1.5e12, "1.50 T"],
])("gives %d an SI prefix: %s", (value, text) => expect(si(value)).toBe(text));

it("sets time, amounts and counts", () => {
  expect(seconds(2.345)).toBe("2.35 s");
  expect(seconds(125)).toBe("2 min 5 s");
  expect(amount("policyTokens", 4096)).toBe("4\u202f096");
  expect(count(1, "step")).toBe("1 step");
  expect(count(4, "step")).toBe("4 steps");
});
