import { describe, expect, it } from "vitest";
import type { Strategy } from "../search/strategy.ts";
import { parseSolveArguments } from "./solve-arguments.ts";
import { UsageError } from "./usage.ts";

const strategy = (id: string, knobs: Strategy["knobs"], needsVerifier = true): Strategy => ({
  id,
  label: id,
  blurb: `${id} searches.`,
  source: "Somebody (2024)",
  needsVerifier,
  knobs,
  costRule: "",
  estimate: () => ({ rounds: [], completions: 0 }),
  size: null,
  // biome-ignore lint/correctness/useYield: a strategy that never searches
  async *run() {
    return "exhausted";
  },
});
const n = {
  id: "n",
  kind: "integer",
  label: "",
  help: "Samples.",
  min: 1,
  max: 64,
  default: 16,
} as const;
const maxSteps = { ...n, id: "maxSteps", help: "Steps.", default: 12 } as const;
const strategies = [strategy("best-of-n", [n]), strategy("greedy", [maxSteps], false)];
const parse = (...argv: string[]) => parseSolveArguments(argv, strategies);

describe("the arguments of solve", () => {
  it("reads the issue's own example", () => {
    const asked = parse("Make 24 from 4, 7, 8, 8.", "--n", "16", "--seed", "3", "--json");
    expect(asked).toMatchObject({
      source: { text: "Make 24 from 4, 7, 8, 8." },
      strategy: { id: "best-of-n" },
      knobs: { n: 16 },
      seed: 3,
      budget: null,
      json: true,
      log: null,
    });
  });

  it("makes flags of the knobs of the strategy asked for", () => {
    expect(parse("p", "--strategy=greedy", "--max-steps=7")).toMatchObject({
      knobs: { maxSteps: 7 },
      seed: 1,
    });
    expect(parse("--problems", "file.txt", "--budget", "policyTokens=1e3")).toMatchObject({
      source: { file: "file.txt" },
      budget: { currency: "policyTokens", limit: 1000 },
    });
  });

  it("describes every strategy and knob", () => {
    const asked = parse("--help");
    if (!("help" in asked)) throw new Error("no help");
    expect(asked.help).toContain("--max-steps 12  Steps. Must be a whole number from 1 to 64.");
  });

  it.each([
    [[], /^Which problem\?/],
    [["a", "b"], /in quotes.*there is also "b"\.$/],
    [["a", "--problems", "f"], /not both\.$/],
    [["--problems", "f", "--log", "l"], /does not go with --problems\.$/],
    [
      ["a", "--strategy", "magic"],
      /^There is no strategy "magic"; the strategies are best-of-n, greedy\.$/,
    ],
    [["a", "--max-steps", "7"], /^best-of-n has no knob --max-steps; its knobs are --n\.$/],
    [["a", "--n", "0"], /^n must be a whole number from 1 to 64, not "0"\.$/],
    [["a", "--width", "7"], /^There is no flag --width here/],
    [["a", "--seed", "x"], /^--seed must be a whole number/],
    [["a", "--budget", "money=3"], /^--budget must be a currency and an amount/],
    [["a", "--budget", "seconds=-3"], /^--budget must be a currency and an amount/],
    [["a", "--prm", "none"], /^best-of-n needs a reward model/],
    [["a", "--weights", "q4"], /^--weights must be fp32 or f16w/],
  ])("refuses %j", (argv, sentence) => {
    expect(() => parse(...argv)).toThrow(UsageError);
    expect(() => parse(...argv)).toThrow(sentence);
  });
});
