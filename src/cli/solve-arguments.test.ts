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

  it("takes an equation that begins with a minus for a problem", () => {
    const problem = "-x + 5 = 2";
    expect(parse(problem, "--n", "16")).toMatchObject({ source: { text: problem } });
    expect(parse("--seed", "4294967295", "--", problem)).toMatchObject({
      source: { text: problem },
      seed: 4_294_967_295,
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
    if (!("print" in asked)) throw new Error("no help");
    expect(asked.print).toContain("--max-steps 12  Steps. Must be a whole number from 1 to 64.");
  });

  it("takes a budget and its currency together or apart", () => {
    const flops = { currency: "flops", limit: 2e9 };
    expect(parse("a", "--budget", "2e9", "--currency", "flops")).toMatchObject({ budget: flops });
    expect(parse("a", "--budget", "flops=2e9")).toMatchObject({ budget: flops });
    expect(parse("a", "--budget", "50")).toMatchObject({
      budget: { currency: "policyTokens", limit: 50 },
    });
  });

  it("fits a size to a budget only where the size is not given", () => {
    const sized = [{ ...strategy("best-of-n", [n]), size: "n" }];
    const fit = (...argv: string[]) => {
      const asked = parseSolveArguments(["p", ...argv], sized);
      return "print" in asked ? null : asked.fit;
    };
    expect(fit("--budget", "100")).toBe(true);
    expect(fit("--budget", "100", "--n", "16")).toBe(false);
    expect(fit()).toBe(false);
    expect(parse("p", "--budget", "100")).toMatchObject({ fit: false });
  });

  it("knows the field's other names", () => {
    const mcts = [strategy("mcts-puct", [n]), strategy("majority", [n])];
    const named = (name: string) => parseSolveArguments(["p", "--strategy", name], mcts);
    expect(named("mcts")).toMatchObject({ strategy: { id: "mcts-puct" } });
    expect(named("self-consistency")).toMatchObject({ strategy: { id: "majority" } });
    const list = parseSolveArguments(["--list"], mcts);
    expect("print" in list && list.print).toMatch(/mcts for mcts-puct.*implicit/s);
  });

  it("lists what there is, as text and as JSON", () => {
    const text = parse("--list");
    expect("print" in text && text.print).toMatch(/best-of-n: .*--n 16 .*oracle, self-certainty/s);
    const json = parse("--list", "--json");
    const listed = JSON.parse("print" in json ? json.print : "null");
    expect(listed.strategies.map(({ id }: { id: string }) => id)).toEqual(["best-of-n", "greedy"]);
    expect(listed.strategies[0].knobs[0]).toMatchObject({ id: "n", min: 1, max: 64, default: 16 });
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
    [["a", "--seed", "4294967296"], /^--seed must be a whole number from 0 to 4294967295/],
    [["a", "--log", "--json"], /^--log needs a value, as in --log FILE\.$/],
    [["a", "-n", "4"], /^There is no flag -n here/],
    [["a", "--seed", "x"], /^--seed must be a whole number/],
    [["a", "--budget", "money=3"], /^--budget must be an amount and its currency/],
    [["a", "--budget", "seconds=-3"], /^--budget must be an amount and its currency/],
    [["a", "--budget", "3", "--currency", "money"], /not "3 --currency money"; the currencies/],
    [["a", "--budget", "seconds=3", "--currency", "flops"], /^--budget must be/],
    [["a", "--currency", "flops"], /^--currency goes with --budget/],
    [["a", "--prm", "none"], /^best-of-n needs a reward model/],
    [["a", "--weights", "q4"], /^--weights must be one of fp32, f16w, not "q4"\.$/],
  ])("refuses %j", (argv, sentence) => {
    expect(() => parse(...argv)).toThrow(UsageError);
    expect(() => parse(...argv)).toThrow(sentence);
  });
});
