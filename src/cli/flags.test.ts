import { describe, expect, it } from "vitest";
import { kebab } from "../search/knobs.ts";
import { describeFlags, integerFlag, parseFlags } from "./flags.ts";
import { UsageError } from "./usage.ts";

const flags = [
  { name: "seed", value: "NUMBER", help: "of the run" },
  { name: "json", help: "one object" },
];

describe("flags", () => {
  it("reads values, switches and the rest", () => {
    const parsed = parseFlags(["24: 4 7 8 8", "--seed=3", "--json"], flags);
    expect([...parsed.values]).toEqual([
      ["seed", "3"],
      ["json", ""],
    ]);
    expect(parsed.positionals).toEqual(["24: 4 7 8 8"]);
    expect(parseFlags(["--seed", "-1"], flags).values.get("seed")).toBe("-1");
    expect(parseFlags(["--", "--seed"], flags).positionals).toEqual(["--seed"]);
  });

  it.each(["-x + 5 = 2", "-x+5=2", "-3x = 12", "- x = 4", "-(x + 1) = 3", "-x/2 = 7", "-x - 4"])(
    "takes %j for a problem",
    (problem) => {
      const parsed = { positionals: [problem], values: new Map([["json", ""]]) };
      expect(parseFlags([problem, "--json"], flags)).toEqual(parsed);
      expect(parseFlags(["--json", "--", problem], flags)).toEqual(parsed);
      expect(parseFlags(["--seed", problem], flags).values.get("seed")).toBe(problem);
    },
  );

  it.each([
    [["--sed", "3"], "There is no flag --sed here; the flags are --seed, --json."],
    [["-s"], "There is no flag -s here; the flags are --seed, --json."],
    [["-n16"], "There is no flag -n here; the flags are --seed, --json."],
    [["--seed=3", "-x"], "There is no flag -x here; the flags are --seed, --json."],
    [["--x + 5 = 2"], "There is no flag --x + 5 here; the flags are --seed, --json."],
    [["--seed", "--json"], "--seed needs a value, as in --seed NUMBER."],
    [["--seed="], "--seed needs a value, as in --seed NUMBER."],
    [["--seed"], "--seed needs a value, as in --seed NUMBER."],
    [["--seed", "1", "--seed", "2"], "--seed is given twice."],
    [["--json=yes"], "--json is a switch and takes no value."],
  ])("refuses %j with one sentence", (argv, sentence) => {
    expect(() => parseFlags(argv, flags)).toThrow(new UsageError(sentence));
  });

  it("holds whole numbers to their range", () => {
    const range = { min: 0, max: 9, otherwise: 5 };
    const seed = (text: string): number =>
      integerFlag(parseFlags([`--seed=${text}`], flags), "seed", range);
    expect(seed("7")).toBe(7);
    expect(integerFlag(parseFlags([], flags), "seed", range)).toBe(5);
    for (const text of ["10", "-1", "1.5", "1e0", "x"]) {
      expect(() => seed(text)).toThrow(
        new UsageError(`--seed must be a whole number from 0 to 9, not "${text}".`),
      );
    }
  });

  it("spells knobs as flags and lines up the help", () => {
    expect(kebab("maxStepTokens")).toBe("max-step-tokens");
    expect(describeFlags(flags)).toBe("  --seed NUMBER  of the run\n  --json         one object");
  });
});
