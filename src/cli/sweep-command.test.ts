/** What the page writes as the command that makes the same is read as the same. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { FIXTURES } from "../engine/host/test-engine.ts";
import { commandOf } from "../experiments/sweep/command.ts";
import type { Settings } from "../experiments/sweep/settings.ts";
import { LARGEST_SEED } from "../search/seed.ts";
import { parseSweepArguments } from "./sweep-arguments.ts";

const settings: fc.Arbitrary<Settings> = fc.record({
  problems: fc.record({
    families: fc.uniqueArray(fc.constantFrom("countdown", "story", "equations"), { minLength: 1 }),
    difficulties: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 5), { minLength: 1 }),
    count: fc.integer({ min: 1, max: 2000 }),
    seed: fc.integer({ min: 0, max: LARGEST_SEED }),
    split: fc.constant("test" as const),
  }),
  policies: fc.constant(["fixture-policy"]),
  verifiers: fc.constantFrom(["fixture-prm"], ["fixture-prm", "oracle"], ["self-certainty"]),
  strategies: fc
    .uniqueArray(fc.constantFrom("greedy", "majority", "beam", "dvts"), { minLength: 1 })
    .map((some) => [...some, "best-of-n"]),
  aggregations: fc.uniqueArray(fc.constantFrom("last", "min", "prod", "mean"), { minLength: 1 }),
  knobs: fc.constantFrom<Record<string, number | string>>({}, { temperature: 0.7, maxSteps: 9 }),
  currency: fc.constantFrom("size", "flops", "completions"),
  budgets: fc
    .uniqueArray(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 6 })
    .map((some) => some.sort((a, b) => a - b)),
  seeds: fc
    .tuple(fc.integer({ min: 0, max: LARGEST_SEED - 20 }), fc.integer({ min: 1, max: 20 }))
    .map(([first, length]) => Array.from({ length }, (_, i) => first + i)),
});

test("settings come back from their command line", () => {
  fc.assert(
    fc.property(settings, (asked) => {
      const [, flags = ""] = commandOf(asked).split(" -- ");
      const read = parseSweepArguments([...flags.split(" "), "--models", FIXTURES]);
      expect("settings" in read && read.settings).toEqual(asked);
    }),
    { numRuns: 60 },
  );
});

const parse = (line: string) =>
  parseSweepArguments([...line.split(" "), "--out", "results/x.jsonl", "--models", FIXTURES]);

test("the field's other names for strategies are read, each strategy once", () => {
  const read = parse("--strategies mcts,self-consistency,majority,beam");
  expect("settings" in read && read.settings.strategies).toEqual(["mcts-puct", "majority", "beam"]);
});

test.each([
  ["--seed 1", /^Which strategies\? Say --strategies NAMES/],
  ["--strategies magic", /^There is no strategy "magic"; the strategies are /],
  ["--strategies beam --families chess", /^--families must be of .*, not "chess"\.$/],
  ["--strategies beam --difficulty 2,9", /^--difficulty must be of 1, 2, 3, 4, 5, not "9"\.$/],
  ["--strategies beam --split all", /^--split must be one of train, validation, test/],
  ["--strategies beam --currency money", /^--currency must be one of size, /],
  ["--strategies beam --aggregations max", /^--aggregations must be of last, min, prod, mean/],
  ["--strategies beam --temperature hot", /^--temperature must be a number from 0 to 2/],
  ["--strategies beam --budgets 1,x", /^--budgets must be numbers above 0/],
  ["--strategies beam --seed 4294967295 --seeds 2", /^The last of the --seeds must be 4294967295/],
  ["--strategies beam --models nowhere", /^--models is given twice\.$/],
])("%s is refused in one sentence", (line, sentence) => {
  expect(() => parse(line)).toThrow(sentence);
});
