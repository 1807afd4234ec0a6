import { expect, it } from "vitest";
import { toyLog } from "./fixtures/toy.ts";
import { strategies } from "./index.ts";
import { leadersOf } from "./leading.ts";

it.each(strategies.map((strategy) => [strategy.id, strategy] as const))(
  "%s: the last that leads is the answer, and each lead is another than the one before",
  async (_, strategy) => {
    for (let seed = 0; seed < 8; seed++) {
      const log = await toyLog(strategy, { seed });
      const leaders = leadersOf(log);
      const answer = log.find((event) => event.type === "answer");
      expect(leaders.at(-1)?.answer ?? null).toBe(answer?.answer ?? null);
      leaders.forEach(({ event, answer }, i) => {
        expect(["finish", "answer"]).toContain(log[event]?.type);
        expect(answer).not.toBe(leaders[i - 1]?.answer ?? null);
      });
    }
  },
);

it("knows the rule of each vote before it is held", async () => {
  for (const strategy of strategies) {
    for (let seed = 0; seed < 8; seed++) {
      const log = await toyLog(strategy, { seed });
      const vote = log.findIndex((event) => event.type === "vote");
      // Particles may vote several times over.
      if (vote < 0 || strategy.id === "particle-filtering") continue;
      const answer = log.find((event) => event.type === "answer");
      expect(leadersOf(log.slice(0, vote)).at(-1)?.answer ?? null).toBe(answer?.answer);
    }
  }
});

it("says nothing of an empty log", () => expect(leadersOf([])).toEqual([]));
