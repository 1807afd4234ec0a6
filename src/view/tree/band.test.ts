import { expect, it } from "vitest";
import { bandPath, breadthOf } from "./band.ts";
import { geometryOf } from "./geometry.ts";

it("is as broad as the share, so that siblings together are as broad as their parent", () => {
  expect(breadthOf(0.25, 40) + breadthOf(0.5, 40)).toBeCloseTo(breadthOf(0.75, 40));
});

it("is absent where nothing went, seen where little did, and within a low row", () => {
  expect(breadthOf(null, 40)).toBe(0);
  expect(breadthOf(0, 40)).toBe(0);
  expect(breadthOf(0.001, 40)).toBe(2);
  expect(breadthOf(1, 9)).toBeLessThan(9 / 2);
});

it("leads from the parent's end to the end of the child's rule", () => {
  const geometry = geometryOf("countdown");
  const parent = { id: 0, parent: null, depth: 0, row: 0 };
  const child = { id: 1, parent: 0, depth: 1, row: 2 };
  expect(bandPath(geometry, parent, child)).toMatch(/^M4,0C/);
  expect(bandPath(geometry, parent, child)).toMatch(
    new RegExp(`H${geometry.x(1) + geometry.rule}$`),
  );
});
