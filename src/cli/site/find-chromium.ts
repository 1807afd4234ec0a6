/**
 * Finds a Chromium for the browser tests, or installs Debian's where apt can be used. Playwright's own
 * download is used when it is there, but never fetched, so that the tests need no network.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { chromium } from "@playwright/test";

/** Environment variables that name a browser; the first that is set counts. */
export const BROWSER_VARIABLES = ["PONDEROSA_CHROMIUM", "CHROMIUM_PATH"] as const;

const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
];

export const HOW_TO_GET_ONE =
  "No Chromium was found: install one (on Debian: apt-get install chromium) or set " +
  `${BROWSER_VARIABLES[0]} to the path of its executable.`;

export type Found = { path: string; from: string };

export interface Machine {
  environment: Readonly<Record<string, string | undefined>>;
  isExecutable(path: string): boolean;
  /** Where Playwright would have put its own browser; it may not be there. */
  playwrightsOwn(): string;
  /** Whether a program ended with exit status 0. */
  run(program: string, args: readonly string[]): boolean;
  isRoot: boolean;
}

const realMachine: Machine = {
  environment: process.env,
  isExecutable(path) {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
  playwrightsOwn() {
    try {
      return chromium.executablePath();
    } catch {
      return "";
    }
  },
  run(program, args) {
    const output = args.includes("--version") || args.includes("true") ? "ignore" : "inherit";
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    return spawnSync(program, args, { stdio: ["ignore", output, output], env }).status === 0;
  },
  isRoot: process.getuid?.() === 0,
};

/**
 * @returns a browser that is already on this machine; null when there is none.
 * @throws Error with one sentence when an environment variable names a browser that cannot be run.
 */
export function lookForChromium(machine: Machine = realMachine): Found | null {
  for (const name of BROWSER_VARIABLES) {
    const path = machine.environment[name];
    if (!path) continue;
    if (!machine.isExecutable(path)) {
      throw new Error(`${name} is ${JSON.stringify(path)}, which is not an executable file.`);
    }
    return { path, from: `the environment variable ${name}` };
  }
  const usual = USUAL_PLACES.find((path) => machine.isExecutable(path));
  if (usual) return { path: usual, from: "the system" };
  const own = machine.playwrightsOwn();
  return own && machine.isExecutable(own) ? { path: own, from: "Playwright" } : null;
}

/**
 * @returns a browser; Debian's is installed when there is none and apt can be used.
 * @throws Error with one sentence on what to do when no browser can be found or installed.
 */
export function findChromium(machine: Machine = realMachine): Found {
  const found = lookForChromium(machine);
  if (found) return found;
  if (!machine.run("apt-get", ["--version"])) throw new Error(HOW_TO_GET_ONE);
  const asRoot = machine.isRoot ? [] : ["sudo", "-n"];
  if (asRoot.length > 0 && !machine.run("sudo", ["-n", "true"])) throw new Error(HOW_TO_GET_ONE);
  const apt = (...args: string[]): boolean => {
    const [program = "", ...rest] = [...asRoot, "apt-get", ...args];
    return machine.run(program, rest);
  };
  const installed =
    apt("update") && apt("install", "-y", "--no-install-recommends", "chromium")
      ? lookForChromium(machine)
      : null;
  if (!installed) throw new Error(HOW_TO_GET_ONE);
  return { ...installed, from: "Debian's package, installed just now" };
}
