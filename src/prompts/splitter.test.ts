import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { separatorSplitter } from "./splitter.ts";

/** @returns the index of the piece that ended the step, or -1. */
function endOf(separator: string, pieces: readonly string[]): number {
  const splitter = separatorSplitter(separator);
  return pieces.findIndex((piece) => splitter.push(piece));
}

describe("separatorSplitter", () => {
  it.each([
    ["\n", [" 4", " +", "\n", " 5"], 2],
    ["\n", ["\n"], 0],
    ["\n", [" 4", "", " 5"], -1],
    ["\n\n", [" 4", "\n", " 5", "\n", "\n"], 4],
    ["\n\n", [" 4.\n\n Then"], 0],
    ["\n\n", [" 4.\n", "\n 5"], 1],
  ] as const)("ends a step at %j in %j", (separator, pieces, end) => {
    expect(endOf(separator, pieces)).toBe(end);
  });

  it("ends a step with the piece that completes the first separator, however it is cut", () => {
    const character = fc.constantFrom("a", "\n");
    fc.assert(
      fc.property(
        fc.string({ unit: character, minLength: 1, maxLength: 3 }),
        fc.array(fc.string({ unit: character, maxLength: 3 })),
        (separator, pieces) => {
          const whole = pieces.findIndex((_, i) =>
            pieces
              .slice(0, i + 1)
              .join("")
              .includes(separator),
          );
          expect(endOf(separator, pieces)).toBe(whole);
        },
      ),
    );
  });
});
