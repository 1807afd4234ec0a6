import { describe, expect, it } from "vitest";
import { type Drawable, drawTree } from "./draw-tree.ts";

const leaf = (text: string, extra: Partial<Drawable> = {}): Drawable => ({
  text,
  score: 0.5,
  note: "",
  chosen: false,
  children: [],
  ...extra,
});

describe("drawTree", () => {
  it("draws branches, scores, the chosen path and what became of each node", () => {
    const answer = leaf("8 * 3 = 24", { score: 0.9666, chosen: true, note: "answers 24" });
    const root = leaf("Make 24 from 3, 4, 8.", {
      children: [
        leaf("8 - 4 = 4 left 3 4", { children: [leaf("4 + 3 = 7", { score: null })] }),
        leaf("4 - 3 = 1", { chosen: true, score: 0.7, children: [answer] }),
      ],
    });
    expect(drawTree(root)).toBe(
      [
        "Make 24 from 3, 4, 8.",
        "├─   0.50 8 - 4 = 4 left 3 4",
        "│  └─        4 + 3 = 7",
        "└─ * 0.70 4 - 3 = 1",
        "   └─ * 0.97 8 * 3 = 24 [answers 24]",
      ].join("\n"),
    );
  });

  it("draws twins once with their number, and the chosen one by itself", () => {
    const children = [
      leaf("a"),
      leaf("a"),
      leaf("a", { chosen: true }),
      leaf("a", { note: "pruned" }),
      leaf("a", { children: [leaf("b")] }),
      leaf("a", { children: [leaf("c")] }),
      leaf("a", { children: [leaf("b")] }),
    ];
    const lines = drawTree(leaf("root", { children })).split("\n");
    expect(lines.slice(1)).toEqual([
      "├─   0.50 a ×2",
      "├─ * 0.50 a",
      "├─   0.50 a [pruned]",
      "├─   0.50 a ×2",
      "│  └─   0.50 b",
      "└─   0.50 a",
      "   └─   0.50 c",
    ]);
  });

  it("leaves the scores' column out where nothing is scored", () => {
    const child = leaf("a", { score: null });
    expect(drawTree(leaf("root", { score: null, children: [child] }))).toBe("root\n└─   a");
  });

  it("draws a deep tree in no time", () => {
    let deep = leaf("end");
    for (let depth = 0; depth < 200; depth++) deep = leaf(`step ${depth}`, { children: [deep] });
    expect(drawTree(deep).split("\n")).toHaveLength(201);
  });
});
