import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";

/** Spelled in pieces, so that this file does not find itself. */
const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ["a package registry", new RegExp(["registry", "npmjs", "org"].join("\\."))],
  ["a package registry", new RegExp(["pypi", "org"].join("\\."))],
  ["a package registry", new RegExp(["files", "pythonhosted", "org"].join("\\."))],
  ["a package registry", new RegExp(["deb", "debian", "org"].join("\\."))],
  [
    "a path of one machine",
    new RegExp(`(^|[\\s"'\`(=:])/(${["work", "root", "home"].join("|")})/\\w`, "m"),
  ],
  ["a path of one machine", new RegExp(`(^|[\\s"'\`(=:])/${"tmp"}/\\w`, "m")],
];

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() }),
  ),
});

const trackedFiles = (): string[] =>
  execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" })
    .split("\0")
    .filter((path) => path !== "");

describe("the repository", () => {
  it("names no package registry and no path of one machine", () => {
    const findings: string[] = [];
    for (const path of trackedFiles()) {
      const bytes = statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : null;
      if (bytes === null || bytes.includes(0)) continue;
      const text = bytes.toString("utf8");
      for (const [what, pattern] of FORBIDDEN) {
        if (pattern.test(text)) findings.push(`${path}: ${what} (${pattern})`);
      }
    }
    expect(findings).toEqual([]);
  });

  it("pins every dependency to one exact version", () => {
    const manifest: unknown = JSON.parse(readFileSync("package.json", "utf8"));
    const versions = JSON.stringify(manifest).matchAll(
      /"((?:@[\w-]+\/)?[\w-]+)":"([~^<>*][^"]*)"/g,
    );
    const loose = [...versions].map((match) => `${match[1]}@${match[2]}`);
    expect(loose).toEqual(["node@>=20"]);
  });

  // npm ci refuses a lockfile without them; npm install forgets those that its registry lacks.
  it("locks the packages of every platform, not just of this one", () => {
    const lock = lockfile.parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
    const missing = Object.values(lock.packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies).filter((name) => !lock.packages[`node_modules/${name}`]),
    );
    expect(missing).toEqual([]);
  });
});
