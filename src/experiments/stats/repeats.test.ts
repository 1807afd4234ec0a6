import fc from "fast-check";
import { expect, it } from "vitest";
import { checkerOf } from "../../problems/answers/checker.ts";
import { numberKey } from "../../problems/answers/number-key.ts";
import { emptyLedger } from "../../search/ledger.ts";
import { distributionOf, type Outcome } from "./repeats.ts";
import { wilson } from "./wilson.ts";

const checker = checkerOf(numberKey, (answer) => numberKey(answer) === "24");
const outcome = (answer: string | null, policyTokens: number, seed = 0): Outcome => ({
  seed,
  answer,
  correct: checker.isRight(answer),
  ledger: { ...emptyLedger(), policyTokens },
});

it("counts answers, right ones and costs", () => {
  const outcomes = [outcome("22", 10), outcome("24", 20), outcome(null, 30), outcome("24.0", 40)];
  const distribution = distributionOf(outcomes, checker);
  expect(distribution).toMatchObject({
    runs: 4,
    known: 4,
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
      const there = distributionOf(all, checker);
      const back = distributionOf([...all].reverse(), checker);
      expect(there?.answers.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
      expect(there?.accuracy).toEqual(back?.accuracy);
      expect(there?.mean.policyTokens).toBeCloseTo(back?.mean.policyTokens ?? -1, 9);
    }),
  );
});

it("says nothing of no runs", () => expect(distributionOf([], checker)).toBeNull());

it("has no accuracy where nobody knows what is right, and one over the others where somebody does", () => {
  const unknown = { ...outcome("24", 1), correct: null };
  expect(distributionOf([unknown], checker)).toMatchObject({ runs: 1, known: 0, accuracy: null });
  const some = distributionOf([unknown, outcome("22", 1), outcome("24", 1)], checker);
  expect(some).toMatchObject({ runs: 3, known: 2, right: 1, accuracy: { share: 0.5 } });
});
