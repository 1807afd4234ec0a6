import { beforeAll, describe, expect, it } from "vitest";
import { familyOf } from "../problems/families/index.ts";
import { FAMILY_IDS } from "../problems/problem.ts";
import { describeMarks, firstError, markLine } from "./mark-trajectories.ts";
import { bundleCommands, runCommandLine } from "./test-commands.ts";
import { UsageError } from "./usage.ts";

const game = { family: "countdown", text: "Make 24 from 4, 7, 8, 8.", policy: "small" };
const line = (more: object): string => JSON.stringify({ ...game, outcome: false, ...more });
const RIGHT = [" 8 - 4 = 4 left 7 8 4", " 7 - 4 = 3 left 8 3", " 8 * 3 = 24"];

describe("the first wrong step", () => {
  it.each([
    [RIGHT, -1],
    [RIGHT.slice(0, 2), -1],
    [[" 8 - 4 = 5 left 7 8 5", ...RIGHT.slice(1)], 0],
    [[...RIGHT.slice(0, 2), " 8 + 3 = 11"], 2],
    // What follows the first wrong step does not count, right or wrong.
    [[RIGHT[0], " 7 - 4 = 2 left 8 2", " 8 * 3 = 24"], 1],
    [[""], 0],
  ])("of %j is %i", (steps, expected) => {
    expect(markLine(line({ steps }), 1).firstError).toBe(expected);
  });

  it("is added to the line, and all else that it holds is kept", () => {
    const marked = markLine(line({ steps: RIGHT, outcome: true }), 1);
    expect(marked).toEqual({ ...game, steps: RIGHT, outcome: true, firstError: -1 });
  });

  it.each(FAMILY_IDS)("is the spoilt step of a derivation of %s", { timeout: 60_000 }, (id) => {
    const family = familyOf(id);
    for (let seed = 0; seed < 6; seed++) {
      const problem = family.generate(seed, 3, "validation");
      const steps = (family.solve(problem) ?? []).map((step) => ` ${step}`);
      expect(steps.length).toBeGreaterThan(0);
      expect(firstError(problem, steps)).toBe(-1);
      for (const spoilt of steps.keys()) {
        const oneMore = (step: string, at: number) =>
          at === spoilt ? step.replace(/\d+$/, (n) => String(Number(n) + 1)) : step;
        expect(firstError(problem, steps.map(oneMore)), `${problem.text} ${spoilt}`).toBe(spoilt);
      }
    }
  });
});

describe("marking a file", () => {
  it.each([
    ["{", /^Line 7 is not JSON\.$/],
    [line({}), /^Line 7 is no trajectory: steps: /],
    [line({ family: "chess", steps: [] }), /^Line 7 is no trajectory: family: /],
    [line({ text: "Make tea.", steps: [] }), /^Line 7 holds no problem: /],
  ])("refuses %s", (text, sentence) => {
    expect(() => markLine(text, 7)).toThrow(UsageError);
    expect(() => markLine(text, 7)).toThrow(sentence);
  });

  it("counts how marks and outcomes fall together", () => {
    const marked = [
      line({ steps: RIGHT, outcome: true }),
      line({ steps: RIGHT.slice(0, 2) }),
      line({ steps: ["8"] }),
      line({ steps: ["8"] }),
    ].map((text, index) => markLine(text, index));
    expect(describeMarks(marked)).toBe(
      "4 trajectories: 2 with a wrong step and a wrong answer, 1 right throughout, " +
        "0 with a wrong step and a right answer, 1 without a wrong step that give no right answer",
    );
  });

  beforeAll(bundleCommands, 60_000);
  const run = (input: string, ...argv: string[]) => runCommandLine("mark", argv, input);

  it("prints the lines marked, and the counts apart", { timeout: 240_000 }, () => {
    const { status, stdout, stderr } = run(`${line({ steps: RIGHT })}\n\n`, "-");
    expect({ status, said: stderr.split(":")[0] }).toEqual({ status: 0, said: "1 trajectories" });
    expect(JSON.parse(stdout)).toMatchObject({ ...game, firstError: -1 });
  });

  it("refuses what it cannot read with one sentence", { timeout: 240_000 }, () => {
    const { status, stdout, stderr } = run("", "absent.jsonl");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe("The file absent.jsonl cannot be read (ENOENT).\n");
  });
});
