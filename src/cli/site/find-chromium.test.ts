import { describe, expect, it } from "vitest";
import { findChromium, HOW_TO_GET_ONE, lookForChromium, type Machine } from "./find-chromium.ts";

function machine(overrides: Partial<Machine> & { executables?: Set<string> }): Machine {
  const executables = overrides.executables ?? new Set<string>();
  return {
    environment: {},
    isExecutable: (path) => executables.has(path),
    playwrightsOwn: () => "",
    run: () => false,
    isRoot: false,
    ...overrides,
  };
}

describe("finding a Chromium", () => {
  const executables = new Set(["/opt/mine", "/usr/bin/chromium", "/own/chrome"]);

  it("prefers the environment, then the system, then Playwright's own", () => {
    const own = () => "/own/chrome";
    const environment = { PONDEROSA_CHROMIUM: "/opt/mine" };
    expect(lookForChromium(machine({ environment, executables }))?.path).toBe("/opt/mine");
    expect(lookForChromium(machine({ executables, playwrightsOwn: own }))?.path).toBe(
      "/usr/bin/chromium",
    );
    const onlyOwn = new Set(["/own/chrome"]);
    expect(lookForChromium(machine({ executables: onlyOwn, playwrightsOwn: own }))?.path).toBe(
      "/own/chrome",
    );
    expect(lookForChromium(machine({}))).toBeNull();
  });

  it("names the variable that points nowhere", () => {
    const environment = { CHROMIUM_PATH: "/nowhere" };
    expect(() => lookForChromium(machine({ environment, executables }))).toThrow(
      'CHROMIUM_PATH is "/nowhere"',
    );
  });

  it.each([
    [true, ["apt-get update", "apt-get install -y --no-install-recommends chromium"]],
    [
      false,
      [
        "sudo -n true",
        "sudo -n apt-get update",
        "sudo -n apt-get install -y --no-install-recommends chromium",
      ],
    ],
  ])("installs Debian's where apt is there (root: %s)", (isRoot, expected) => {
    const present = new Set<string>();
    const commands: string[] = [];
    const run: Machine["run"] = (program, args) => {
      const command = [program, ...args].join(" ");
      commands.push(command);
      if (command.includes("install")) present.add("/usr/bin/chromium");
      return true;
    };
    const found = findChromium(machine({ executables: present, run, isRoot }));
    expect(found.path).toBe("/usr/bin/chromium");
    expect(commands).toEqual(["apt-get --version", ...expected]);
  });

  it("says in one sentence what to do where nothing can be installed", () => {
    expect(() => findChromium(machine({ run: () => false }))).toThrow(HOW_TO_GET_ONE);
    const aptButNoRights: Machine["run"] = (program) => program === "apt-get";
    expect(() => findChromium(machine({ run: aptButNoRights }))).toThrow(HOW_TO_GET_ONE);
    expect(() => findChromium(machine({ run: () => true, isRoot: true }))).toThrow(HOW_TO_GET_ONE);
  });
});
