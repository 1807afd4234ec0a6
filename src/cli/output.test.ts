/** Commands whose output is piped into one that stops reading, as `head` does. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { READER_LEFT } from "./output.ts";

const FOLDER = "src/cli/commands";

it("prints from every command by way of print, under runCommand", () => {
  const files = readdirSync("src/cli", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .map((path) => ({ path, text: readFileSync(join("src/cli", path), "utf8") }));
  const writers = files.filter(({ text }) =>
    /process\.stdout|console\.|process\.exit\(/.test(text),
  );
  expect(writers.map(({ path }) => path)).toEqual(["output.ts"]);
  const manifest = readFileSync("package.json", "utf8");
  const commands = [...manifest.matchAll(new RegExp(`tsx ${FOLDER}/([\\w-]+\\.ts)`, "g"))];
  expect(commands.length).toBeGreaterThan(8);
  for (const [, name = ""] of commands) {
    expect(readFileSync(join(FOLDER, name), "utf8"), name).toMatch(/^await runCommand\(/m);
  }
});

it("ends without a word when its reader leaves", { timeout: 240_000 }, async () => {
  const argv = ["--family", "equations", "--count", "100000000"];
  const child = spawn("node_modules/.bin/tsx", [join(FOLDER, "data.ts"), ...argv]);
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const [first] = await once(child.stdout, "data");
  expect(JSON.parse(String(first).split("\n")[0] ?? "")).toMatchObject({ family: "equations" });
  child.stdout.destroy();
  const [status] = await once(child, "close");
  expect({ status, said }).toEqual({ status: READER_LEFT, said: "" });
});
