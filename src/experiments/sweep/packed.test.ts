import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { type Header, SWEEP_VERSION, writeLine } from "./file.ts";
import { settings, sweep } from "./fixtures.ts";
import { isSweep, openSweep } from "./open.ts";
import { binsOf, type Outcome, outcomesOf, type PassAtOne, passAtOneOf } from "./outcomes.ts";
import { writePacked } from "./packed.ts";
import { summarize } from "./summary.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const header: Header = {
  type: "sweep",
  version: SWEEP_VERSION,
  settings: settings(),
  command: "npm run -s sweep",
  program: "0",
  models: [{ id: "scripted-policy", sha256: null }],
};

let whole: string;
let outcomes: Outcome[];
let passAtOne: PassAtOne;
let packed: string;
beforeAll(async () => {
  const lines = await sweep(settings());
  whole = [header, ...lines].map(writeLine).join("");
  const runs = lines.flatMap((line) => (line.type === "run" ? line : []));
  outcomes = outcomesOf({ header, runs });
  passAtOne = passAtOneOf(runs);
  packed = writePacked({ header, outcomes, passAtOne });
});

const open = (text: string) => {
  const read = openSweep(text);
  if (!read.ok) throw new Error(read.error);
  return read.finished;
};
const key = (one: Outcome) =>
  JSON.stringify([one.strategy, one.aggregation, one.budget, one.problem, one.seed]);
/** Of four figures where the file has no more. */
const rounded = (one: Outcome) => ({
  ...one,
  value: Number(one.value.toPrecision(6)),
  ledger: {
    ...one.ledger,
    flops: Number(one.ledger.flops.toPrecision(4)),
    seconds: Number(one.ledger.seconds.toPrecision(4)),
  },
});
const inOrder = (all: readonly Outcome[]) => all.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));

describe("a packed sweep", () => {
  test("says of every run what the whole file says, in a fraction of it", () => {
    const back = open(packed);
    expect(back.header).toEqual(header);
    expect(inOrder(back.outcomes)).toEqual(inOrder(outcomes).map(rounded));
    expect(binsOf(back.passAtOne, "scripted-policy")).toEqual(binsOf(passAtOne, "scripted-policy"));
    expect(packed.length).toBeLessThan(whole.length / 4);
    const digits = (_: string, value: unknown) =>
      typeof value === "number" ? Number(value.toFixed(5)) : value;
    const accuracies = (all: readonly Outcome[]) =>
      summarize(all)
        .map(({ ledger: _, ...row }) => JSON.stringify(row, digits))
        .sort();
    expect(accuracies(back.outcomes)).toEqual(accuracies(open(whole).outcomes));
    expect(isSweep(packed) && isSweep(whole)).toBe(true);
  });

  test("comes back where runs are missing", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 20, maxLength: 60 }), (kept) => {
        const some = outcomes.filter((_, i) => kept[i % kept.length]);
        if (some.length === 0) return;
        const back = open(writePacked({ header, outcomes: some, passAtOne: new Map() }));
        expect(inOrder(back.outcomes)).toEqual(inOrder(some).map(rounded));
      }),
      { numRuns: 20 },
    );
  });

  test("is refused in a sentence when it was changed, cut, or is another thing", () => {
    const lines = packed.trimEnd().split("\n");
    const refused = (text: string): string => {
      const read = openSweep(text);
      if (read.ok) throw new Error("it was read");
      return read.error;
    };
    const changed = (line: number, change: (text: string) => string) =>
      lines.map((text, i) => (i === line ? change(text) : text)).join("\n");
    expect(refused("")).toMatch(/holds no results/);
    expect(refused("{}\n")).toMatch(/not a file of results/);
    expect(refused(`${lines[0]}\n`)).toMatch(/^Line 2 /);
    expect(refused(lines.slice(0, 2).join("\n"))).toMatch(/holds no run/);
    expect(refused(changed(0, (text) => text.replace('"version":1', '"version":9')))).toMatch(
      /version 9.*version 1/,
    );
    expect(refused(changed(1, () => "[]"))).toMatch(/^Line 2 /);
    expect(refused(changed(4, (text) => text.replace('"seeds":[', '"seeds":[7,')))).toMatch(
      /^Line 5 /,
    );
    expect(refused(changed(4, (text) => text.replace('"flops":[', '"flops":[1,')))).toMatch(
      /^Line 5 /,
    );
    expect(refused(changed(3, (text) => text.slice(0, -9)))).toMatch(/^Line 4 /);
    expect(refused(changed(3, (text) => text.replace('"type"', '"__proto__":{},"type"')))).toMatch(
      /^Line 4 /,
    );
  });

  test("no garbage throws", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, at) => {
        openSweep(text);
        openSweep(packed.slice(0, at % packed.length) + text + packed.slice(at % packed.length));
      }),
      { numRuns: 200 },
    );
  });
});
