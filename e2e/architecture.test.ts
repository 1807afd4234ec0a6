/** The rules of the house that a machine can hold. */
import { readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

/** Each folder of src/, and the folders that it may import from beside itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  problems: [],
  search: ["problems"],
  engine: ["problems", "search"],
  experiments: ["problems", "search", "engine"],
  state: ["problems", "search", "engine", "experiments"],
  actions: ["problems", "search", "engine", "experiments", "state"],
  view: ["problems", "search", "engine", "experiments", "state", "actions"],
  lessons: ["problems", "search"],
  cli: ["problems", "search", "engine", "experiments"],
};

/** The pure folders, and the packages that they may use: none that touches a page. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  problems: ["zod", "fastest-levenshtein"],
  search: ["zod"],
  experiments: ["zod", "d3-scale", "d3-shape"],
};

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => join(folder, path));

function importsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  const statements = text.matchAll(
    /^(?:import|export)\s[^;"]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm,
  );
  return [...statements].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

const folderOf = (path: string): string => path.split("/")[1] ?? "";

describe("the house", () => {
  it("imports one way only", () => {
    const wrong = sources("src").flatMap((path) => {
      const folder = folderOf(path);
      const allowed = MAY_IMPORT[folder];
      if (!allowed) return []; // src/main.tsx and its like stand above all folders.
      return importsOf(path)
        .filter((name) => name.startsWith("."))
        .map((name) => folderOf(normalize(join(path, "..", name))))
        .filter((target) => target !== folder && !allowed.includes(target))
        .map((target) => `${path} imports from ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it("keeps problems, search and statistics pure", () => {
    const wrong = sources("src")
      .filter((path) => folderOf(path) in PURE && !path.endsWith(".test.ts"))
      .flatMap((path) =>
        importsOf(path)
          .filter((name) => !name.startsWith(".") && !PURE[folderOf(path)]?.includes(name))
          .map((name) => `${path} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it("holds one idea a file: none over 400 lines, half of them under 120", () => {
    const lengths = [...sources("src"), ...sources("e2e")]
      .map((path) => ({ path, lines: readFileSync(path, "utf8").split("\n").length - 1 }))
      .sort((a, b) => a.lines - b.lines);
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
    expect(lengths[Math.floor(lengths.length / 2)]?.lines).toBeLessThan(120);
  });
});
