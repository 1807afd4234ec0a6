import { expect, test } from "vitest";
import { wilson } from "./wilson.ts";

test("is the published interval", () => {
  // Newcombe (1998), table I: 81 of 263, and 0 of 20.
  expect(wilson(81 / 263, 263).low).toBeCloseTo(0.2553, 4);
  expect(wilson(81 / 263, 263).high).toBeCloseTo(0.3662, 4);
  expect(wilson(0, 20).low).toBe(0);
  expect(wilson(0, 20).high).toBeCloseTo(0.1611, 4);
  expect(wilson(1, 20).low).toBeCloseTo(1 - 0.1611, 4);
});
