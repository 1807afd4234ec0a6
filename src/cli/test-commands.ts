/**
 * The command lines as programs of their own, for tests. They are bundled first, once a process: to
 * start one is then four times quicker than it is through tsx, which reads every source anew.
 */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "vite";

const COMMANDS = "src/cli/commands";

/** As deep as the sources, which look for package.json and models/ three folders up. */
const folder = join(".cache", "commands", String(process.pid));

let bundled: Promise<void> | undefined;

async function bundle(): Promise<void> {
  const files = (await readdir(COMMANDS)).filter((name) => name.endsWith(".ts"));
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      ssr: true,
      target: "node20",
      outDir: folder,
      rolldownOptions: {
        input: Object.fromEntries(
          files.map((name) => [basename(name, ".ts"), join(COMMANDS, name)]),
        ),
        output: { chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}

/** Make the programs that `runCommandLine` starts; call it before the first of them. Idempotent. */
export function bundleCommands(): Promise<void> {
  bundled ??= bundle();
  return bundled;
}

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** @param command its file's name, as in package.json's scripts. @param input what it reads from a pipe. */
export function runCommandLine(command: string, argv: readonly string[], input?: string): Ended {
  const program = join(folder, `${command}.js`);
  if (!existsSync(program)) throw new Error(`The command ${command} was not bundled.`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    encoding: "utf8",
    ...(input !== undefined && { input }),
  });
  return { status, stdout, stderr };
}
