import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { UsageError } from "./usage.ts";
import { prepareFile, prepareFolder, writeOrRescue } from "./write-text.ts";

const folder = mkdtempSync(join(tmpdir(), "write-text-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a file that will be written", () => {
  it("has its folders made, and is not made itself", () => {
    const path = join(folder, "a/b/log.json");
    prepareFile(path, "--log");
    expect([existsSync(dirname(path)), existsSync(path)]).toEqual([true, false]);
    expect(writeOrRescue(path, "[]", "The log")).toBeNull();
    expect(readFileSync(path, "utf8")).toBe("[]");
    prepareFile(path, "--log");
    expect(readFileSync(path, "utf8")).toBe("[]");
  });

  it("is refused where none can be", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(() => prepareFile(folder, "--log")).toThrow(
      new UsageError(`--log must name a file that can be written, and ${folder} is a folder.`),
    );
    expect(() => prepareFile(`${folder}/new/`, "--out")).toThrow(/new\/ is a folder\.$/);
    expect(() => prepareFile(join(file, "log"), "--out")).toThrow(/is not one \(E\w+\)\.$/);
    expect(() => prepareFolder(file, "--work")).toThrow(UsageError);
    expect(() => prepareFolder(join(file, "work"), "--work")).toThrow(UsageError);
  });

  it("is kept elsewhere where it cannot be written after all", () => {
    const path = join(folder, "taken.json");
    prepareFile(path, "--log");
    mkdirSync(path);
    const said = writeOrRescue(path, "[1]", "The log");
    const [, other = ""] =
      /^The log cannot be written to .* \(EISDIR\); it is in (.*taken\.json) instead\.$/.exec(
        said ?? "",
      ) ?? [];
    expect(readFileSync(other, "utf8")).toBe("[1]");
    rmSync(dirname(other), { recursive: true });
  });
});
