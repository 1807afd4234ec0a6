import { describe, expect, test } from "vitest";
import type { Problem } from "../problems/problem.ts";
import type { SearchLog } from "./events.ts";
import { toyLog, toyProblem } from "./fixtures/toy.ts";
import { strategies } from "./index.ts";
import { parseLog, readLog, writeLog } from "./log.ts";
import { beam } from "./strategies/beam.ts";
import { fold } from "./tree.ts";

const errorOf = (log: unknown): string => {
  const result = parseLog(log);
  return result.ok ? "" : result.error;
};

describe("a log file", () => {
  test.each(strategies.map((strategy) => [strategy.id, strategy] as const))(
    "%s: written and read back, it is the same",
    async (_, strategy) => {
      const log = await toyLog(strategy, { budget: { currency: "policyTokens", limit: 150 } });
      const result = readLog(writeLog(log));
      expect(result).toEqual({ ok: true, log, tree: fold(log) });
    },
  );

  test("has one event a line", async () => {
    const log = await toyLog(beam);
    expect(writeLog(log).trimEnd().split("\n")).toHaveLength(log.length + 2);
  });

  test("of a run that was broken off is read as far as it goes", async () => {
    const log = await toyLog(beam);
    expect(parseLog(log.slice(0, 5))).toMatchObject({ ok: true });
  });

  test("of a run recorded before attention was counted is read", async () => {
    const [start, ...rest] = await toyLog(beam);
    const cards = { policy: { id: "p", parameters: 1 }, verifier: { id: "v", parameters: 2 } };
    const result = parseLog([{ ...start, ...cards }, ...rest]);
    expect(result.ok && result.log[0]).toMatchObject(cards);
  });

  test("of a problem that its text tells is of version 1, and any other of version 2", async () => {
    const log = await toyLog(beam);
    expect(log[0]).toMatchObject({ version: 1 });
    const problem: Problem = { ...toyProblem, difficulty: 3, gold: "24" };
    const fuller = await toyLog(beam, { problem });
    const { family, text } = toyProblem;
    const record = { family, text, gold: "24", difficulty: 3 };
    expect(fuller[0]).toMatchObject({ version: 2, problem: record });
    const answered = fuller.map((event) =>
      event.type === "answer" ? { ...event, correct: null } : event,
    );
    const result = readLog(writeLog(answered));
    expect(result).toEqual({ ok: true, log: answered, tree: fold(answered) });
  });

  test("is refused with a sentence that says what is wrong", async () => {
    const log: SearchLog = await toyLog(beam);
    expect(readLog("not json")).toEqual({
      ok: false,
      error: "This file is not JSON; a recorded run is a JSON array of events.",
    });
    for (const other of [{}, [], [1], null, log.slice(1)])
      expect(errorOf(other)).toMatch(/^This is not a recorded run: .*\.$/);
    expect(errorOf([{ ...log[0], version: 9 }, ...log.slice(1)])).toBe(
      "This run was recorded in version 9 of the log; this page reads versions 1 and 2.",
    );
    expect(errorOf([{ ...log[0], seed: "x" }])).toMatch(/^Event 0 cannot be read: seed: .*\.$/);
    expect(errorOf([log[0], { type: "grow" }])).toMatch(/^Event 1 cannot be read: type: .*\.$/);
    expect(errorOf([...log, log[1]])).toMatch(
      /^Event \d+ \(expand\) comes after the run was done\.$/,
    );
  });
});
