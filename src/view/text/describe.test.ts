import { expect, it } from "vitest";
import type { SearchEvent } from "../../search/events.ts";
import { describe } from "./describe.ts";

const cases: [SearchEvent, string][] = [
  [
    { type: "keep", nodes: [1, 2], reason: "kept: score 0.82 is among the best 4 of 16" },
    "Kept 2 steps: score 0.82 is among the best 4 of 16.",
  ],
  [{ type: "prune", nodes: [3], reason: "Too low." }, "Dropped 1 step: Too low."],
  [
    { type: "answer", node: 3, answer: "x = - 5", correct: true },
    "The answer is x = −5, which is right.",
  ],
  [{ type: "answer", node: null, answer: null, correct: false }, "The search has no answer."],
];
it.each(cases)("says %o", (event, sentence) => expect(describe(event)).toBe(sentence));
it("says where the log begins", () => expect(describe(undefined)).toBe("Before the first event."));
