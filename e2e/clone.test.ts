/** A clone on Windows, where git turns the ends of lines into CRLF unless .gitattributes says no. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseCatalog } from "../src/engine/sources/catalog.ts";

const clone = mkdtempSync(join(tmpdir(), "clone-"));
afterAll(() => rmSync(clone, { recursive: true }));

const git = (...args: string[]): string =>
  execFileSync("git", ["-c", "core.autocrlf=true", "-c", "core.eol=crlf", ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });

/** The name that git gives a file's bytes. */
const blobId = (bytes: Buffer): string =>
  createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");

// What a clone does with the files: they go from the index through git's filters into a folder.
beforeAll(() => {
  git("checkout-index", "--all", `--prefix=${clone}/`);
}, 120_000);

describe("a clone under core.autocrlf=true", () => {
  it.each(["models", "src/engine/fixtures"])("has the bytes of the catalog in %s", (folder) => {
    const catalog = parseCatalog(
      JSON.parse(readFileSync(join(clone, folder, "catalog.json"), "utf8")),
    );
    const files = catalog.models.flatMap((model) =>
      model.files.map(({ path, sha256 }) => ({ path: join(folder, model.folder, path), sha256 })),
    );
    expect(files.length).toBeGreaterThan(40);
    const hashOf = (path: string): string =>
      createHash("sha256")
        .update(readFileSync(join(clone, path)))
        .digest("hex");
    const wrong = files.filter(({ path, sha256 }) => hashOf(path) !== sha256);
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it("has every file byte for byte", () => {
    const entries = git("ls-files", "--stage", "-z").split("\0").filter(Boolean);
    const changed = entries.flatMap((entry) => {
      const [, mode, id, path = ""] = /^(\d+) (\w+) 0\t(.*)$/s.exec(entry) ?? [];
      // Links and other repositories are no files of ours.
      if (mode !== "100644" && mode !== "100755") return [];
      return blobId(readFileSync(join(clone, path))) === id ? [] : [path];
    });
    expect(entries.length).toBeGreaterThan(500);
    expect(changed).toEqual([]);
  });
});
