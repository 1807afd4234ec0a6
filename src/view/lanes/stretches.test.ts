import { expect, it } from "vitest";
import type { SearchLog } from "../../search/events.ts";
import { emptyLedger } from "../../search/ledger.ts";
import { paletteOf, type Stretch, stretchesOf } from "./stretches.ts";

const ledger = (policyTokens: number) => ({ ...emptyLedger(), policyTokens });
const finish = (node: number, answer: string, spent: number): SearchLog[number] => ({
  type: "finish",
  node,
  answer,
  aggregate: null,
  ledger: ledger(spent),
});
const log: SearchLog = [
  {
    type: "start",
    version: 1,
    problem: { family: "countdown", text: "Make 24 from 4, 7, 8, 8." },
    strategy: "majority",
    knobs: {},
    seed: 1,
    budget: null,
    policy: { id: "p", parameters: 1 },
    verifier: null,
  },
  finish(1, "22", 10),
  finish(2, "24", 30),
  finish(3, "24", 50),
  { type: "answer", node: 2, answer: "24", correct: true },
  { type: "done", reason: "answered", ledger: ledger(60) },
];
const track = { costs: [0, 10, 30, 50, 50, 60], ended: true };

it("shows who led from which cost to which, and what was said in the end", () => {
  expect(stretchesOf(log, track)).toEqual([
    { answer: "22", from: 10, to: 50, final: false },
    { answer: "24", from: 50, to: 60, final: true },
  ]);
  expect(stretchesOf(log.slice(0, 3), track)).toEqual([
    { answer: "22", from: 10, to: 60, final: false },
  ]);
});

it("shows nothing before a trajectory has ended", () =>
  expect(stretchesOf(log.slice(0, 1), track)).toEqual([]));

it("gives an answer one colour in all lanes, by when it first led", () => {
  const stretch = (answer: string | null, from: number): Stretch => ({
    answer,
    from,
    to: from + 1,
    final: false,
  });
  const lanes = [
    [stretch("7", 5), stretch("24", 9)],
    [stretch("24", 2), stretch(null, 3)],
  ];
  expect([...paletteOf(lanes, { key: (answer) => answer })]).toEqual([
    ["24", 0],
    ["7", 1],
  ]);
});
