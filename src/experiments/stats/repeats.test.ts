import fc from "fast-check";
import { expect, it } from "vitest";
import { emptyLedger } from "../../search/ledger.ts";
import { distributionOf, type Outcome } from "./repeats.ts";
import { wilson } from "./wilson.ts";

const outcome = (answer: string | null, policyTokens: number, seed = 0): Outcome => ({
  seed,
  answer,
  correct: answer === "24",
  ledger: { ...emptyLedger(), policyTokens },
});

it("counts answers, right ones and costs", () => {
  const distribution = distributionOf([
    outcome("22", 10),
    outcome("24", 20),
    outcome(null, 30),
    outcome("24", 40),
  ]);
  expect(distribution).toMatchObject({
    runs: 4,
    right: 2,
    accuracy: { share: 0.5, ...wilson(0.5, 4) },
    answers: [
      { answer: "24", correct: true, count: 2 },
      { answer: "22", correct: false, count: 1 },
      { answer: null, correct: false, count: 1 },
    ],
  });
  expect(distribution?.mean.policyTokens).toBe(25);
});

it("loses no run, whatever the order", () => {
  const any = fc.record({
    answer: fc.constantFrom(null, "24", "22", "7"),
    tokens: fc.integer({ min: 0, max: 999 }),
  });
  fc.assert(
    fc.property(fc.array(any, { minLength: 1 }), (given) => {
      const all = given.map(({ answer, tokens }) => outcome(answer, tokens));
      const there = distributionOf(all);
      const back = distributionOf([...all].reverse());
      expect(there?.answers.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
      expect(there?.accuracy).toEqual(back?.accuracy);
      expect(there?.mean.policyTokens).toBeCloseTo(back?.mean.policyTokens ?? -1, 9);
    }),
  );
});

it("says nothing of no runs", () => expect(distributionOf([])).toBeNull());
