/** The rules of the house that a machine can hold. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { circles, filesImportedBy, importsOf, sources } from "./imports.ts";

const GROUND = ["problems", "prompts", "search"];
const PAGE = [...GROUND, "experiments", "lessons", "engine", "state", "actions"];

/** Each folder of src/, and the folders that it may import from beside itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  problems: [],
  prompts: ["problems"],
  search: ["problems"],
  engine: GROUND,
  experiments: ["problems", "search"],
  lessons: [],
  state: PAGE.slice(0, -2),
  actions: PAGE.slice(0, -1),
  view: PAGE,
  cli: [...GROUND, "experiments", "engine"],
};

const RUNS = ["contract", "sources", "runtime"];
const GRAPHS = [...RUNS, "text", "memory"];

/** Each folder of engine/, and those beside it that it may import from; a host may use all. */
const ENGINE_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  sources: ["contract"],
  text: ["contract", "sources"],
  runtime: ["contract", "sources"],
  memory: RUNS,
  graphs: GRAPHS,
  writing: [...GRAPHS, "graphs"],
  judging: [...GRAPHS, "graphs"],
  tasks: ["contract", "sources", "memory", "text"],
  checks: [...GRAPHS, "graphs"],
  client: ["contract"],
};

/** What the page may know of the engine. */
const ENGINE_OF_THE_PAGE = ["contract", "sources", "client"];

/** Packages that only these folders of engine/ may use. */
const KEPT_PACKAGES: readonly { package: RegExp; folders: readonly string[] }[] = [
  { package: /^@huggingface\/transformers/, folders: ["text", "graphs", "host"] },
  { package: /^onnxruntime/, folders: ["runtime", "memory", "graphs", "host"] },
];

/** The pure folders, and the packages that they may use: none that touches a page. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  problems: ["zod", "fastest-levenshtein"],
  prompts: ["zod"],
  search: ["zod"],
  experiments: ["zod", "d3-scale", "d3-shape"],
};

const folderOf = (path: string): string => path.split("/")[1] ?? "";
const roomOf = (path: string): string => path.split("/")[2] ?? "";

/** Tests may use the engine's test host wherever they stand. */
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
const files = sources("src").filter((path) => !path.endsWith(".d.ts"));
const shipped = files.filter((path) => !isTest(path));

/** Each import of `from` that `allowed` does not allow, as a sentence. */
const breaches = (
  from: readonly string[],
  allowed: (path: string, target: string) => boolean,
): string[] =>
  from.flatMap((path) =>
    filesImportedBy(path)
      .filter((target) => !allowed(path, target))
      .map((target) => `${path} imports ${target}`),
  );

describe("the house", () => {
  it("imports one way only", () => {
    const wrong = breaches(files, (path, target) => {
      const allowed = MAY_IMPORT[folderOf(path)];
      // src/main.tsx and its like stand above all folders.
      return !allowed || folderOf(path) === folderOf(target) || allowed.includes(folderOf(target));
    });
    expect(wrong).toEqual([]);
  });

  it("imports one way only among the engine's rooms", () => {
    const wrong = breaches(
      shipped.filter((path) => folderOf(path) === "engine"),
      (path, target) => {
        const allowed = ENGINE_MAY_IMPORT[roomOf(path)];
        return (
          !allowed ||
          folderOf(target) !== "engine" ||
          roomOf(path) === roomOf(target) ||
          allowed.includes(roomOf(target))
        );
      },
    );
    expect(wrong).toEqual([]);
  });

  it("shows the page no more of the engine than its contract, its sources and its client", () => {
    const wrong = breaches(
      shipped.filter((path) => ["state", "actions", "view", "lessons"].includes(folderOf(path))),
      (_, target) => folderOf(target) !== "engine" || ENGINE_OF_THE_PAGE.includes(roomOf(target)),
    );
    expect(wrong).toEqual([]);
  });

  it("keeps the runtime and the tokenizers in their rooms", () => {
    const wrong = shipped
      .filter((path) => folderOf(path) !== "cli")
      .flatMap((path) =>
        importsOf(path)
          .filter((name) =>
            KEPT_PACKAGES.some(
              (kept) =>
                kept.package.test(name) &&
                !(folderOf(path) === "engine" && kept.folders.includes(roomOf(path))),
            ),
          )
          .map((name) => `${path} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it("has stores that know nothing of the page", () => {
    const wrong = breaches(
      shipped.filter((path) => path.startsWith("src/state/stores/")),
      (_, target) => folderOf(target) !== "state" || roomOf(target) !== "app.ts",
    );
    expect(wrong).toEqual([]);
  });

  it("has no circle of files, imports of types counted", () => {
    expect(circles(new Map(files.map((path) => [path, filesImportedBy(path)])))).toEqual([]);
  });

  it("would find a circle", () => {
    const graph = { a: ["b"], b: ["c", "d"], c: ["a"], d: [] };
    expect(circles(new Map(Object.entries(graph)))).toEqual([["a", "b", "c"]]);
  });

  it("keeps problems, prompts, search and statistics pure", () => {
    const wrong = shipped
      .filter((path) => folderOf(path) in PURE)
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
