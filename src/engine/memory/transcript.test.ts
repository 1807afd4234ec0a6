import { describe, expect, it } from "vitest";
import { Transcript } from "./transcript.ts";

/** Node 1 follows the root, 2 follows 1 and is empty, 3 follows the root. */
function transcript(): Transcript {
  const made = new Transcript([{ role: "user", content: " Make 4 .\n" }], [9, 8]);
  const step = { end: "step", sampled: null } as const;
  made.add(1, { ...step, parent: 0, text: " 2 + 2 = 4\n", tokens: [5, 6] });
  made.add(2, { ...step, parent: 1, text: "", tokens: [], end: "length" });
  made.add(3, { ...step, parent: 0, text: " 4\n", tokens: [4] });
  return made;
}

describe("Transcript", () => {
  it("begins with what was asked", () => {
    expect(transcript().get(0)).toEqual({
      parent: null,
      text: " Make 4 .\n",
      tokens: [9, 8],
      end: null,
      sampled: null,
    });
  });

  it("keeps each step's exact text and tokens, and leads from the first step to each", () => {
    const { get } = transcript();
    expect(get(1)).toMatchObject({ text: " 2 + 2 = 4\n", tokens: [5, 6] });
    expect(transcript().path(2)).toEqual([1, 2]);
    expect(transcript().path(0)).toEqual([]);
    expect(transcript().prefix(2)).toEqual([9, 8, 5, 6]);
    expect(transcript().prefix(3)).toEqual([9, 8, 4]);
  });

  it("takes the step before an empty one in its place", () => {
    expect([0, 1, 2, 3].map((id) => transcript().nonEmpty(id))).toEqual([0, 1, 1, 3]);
  });

  it("refuses a node twice, and one that does not exist", () => {
    const again = { parent: 0, text: "", tokens: [], end: null, sampled: null };
    expect(() => transcript().add(1, again)).toThrow("Node 1 exists already");
    expect(() => transcript().get(7)).toThrow("Node 7 does not exist");
  });
});
