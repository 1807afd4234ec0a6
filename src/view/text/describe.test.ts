import { expect, it } from "vitest";
import type { SearchEvent } from "../../search/events.ts";
import { strategies } from "../../search/index.ts";
import { goldenLog } from "../tree/golden-trees.ts";
import { describe } from "./describe.ts";

const cases: [SearchEvent, string][] = [
  [
    { type: "keep", nodes: [1, 2], reason: "kept: score 0.82 is among the best 4 of 16" },
    "Kept 2 steps: score 0.82 is among the best 4 of 16.",
  ],
  [{ type: "prune", nodes: [3], reason: "Too low." }, "Dropped 1 step: Too low."],
  [
    {
      type: "prune",
      nodes: [7, 8],
      reason: "dropped: its path reads the same as that of node 6",
    },
    "Dropped 2 steps: their paths read the same as that of node 6.",
  ],
  [
    { type: "keep", nodes: [0], reason: "kept: round 2 goes on from here; the greatest fall …" },
    "Round 2 goes on from the problem; the greatest fall ….",
  ],
  [
    { type: "keep", nodes: [5], reason: "kept: simulation 2 goes on to it (Q 0.61 …)" },
    "Simulation 2 goes on to node 5 (Q 0.61 …).",
  ],
  [
    {
      type: "prune",
      nodes: [4, 5],
      reason: "dropped: it only looked ahead from node 1, to a score of 0.88",
    },
    "Discarded: 2 steps that only looked ahead from node 1, to a score of 0.88.",
  ],
  [
    { type: "measure", quantity: "prior", values: [{ node: 1, value: 0.25 }] },
    "The policy's probabilities of 1 new step are the priors: 0.25.",
  ],
  [
    {
      type: "measure",
      quantity: "width",
      values: [
        { node: 1, value: 3 },
        { node: 2, value: 0 },
        { node: 3, value: 5 },
      ],
    },
    "The next 8 steps are allotted: 0 to 5 to each kept step.",
  ],
  [
    {
      type: "vote",
      rule: "best",
      tally: [{ answer: "24", count: 3, weight: 0.9, nodes: [4, 5, 5] }],
    },
    "All 3 votes are for 24.",
  ],
  [
    { type: "answer", node: 3, answer: "x = - 5", correct: true },
    "The answer is x = −5, which is right.",
  ],
  [
    { type: "answer", node: 3, answer: "24", correct: null },
    "The answer is 24, and nobody knows whether it is right.",
  ],
  [
    {
      type: "vote",
      rule: "majority",
      tally: [
        { answer: "24", count: 2, weight: 2, nodes: [4, 5] },
        { answer: "23", count: 2, weight: 2, nodes: [6, 7] },
        { answer: "7", count: 1, weight: 1, nodes: [8] },
      ],
    },
    "The majority vote counts 3 answers with 5 votes: a tie of 2, and the one found first is taken.",
  ],
  [{ type: "answer", node: null, answer: null, correct: false }, "The search has no answer."],
];
it.each(cases)("says %o", (event, sentence) => expect(describe([event])).toBe(sentence));

it("says where the log begins", () => expect(describe([], 0)).toBe("Before the first event."));

it("tells a particle filter's two weighings apart", () => {
  const log = goldenLog("particle-filtering");
  expect(describe(log, 4)).toBe(
    "The particles are weighted by their scores: a step has 0.01 to 0.40 of all the weight.",
  );
  expect(describe(log, 9)).toBe(
    "After the new draw all particles have the same weight; one node has 0.38 of it.",
  );
});

it("names who scored", () => {
  const log = goldenLog("beam");
  const [start] = log;
  if (start?.type !== "start") throw new Error("the log lost its start");
  const oracle = [{ ...start, verifier: { id: "oracle", parameters: 0 } }, ...log.slice(1)];
  const at = log.findIndex(({ type }) => type === "score") + 1;
  expect(describe(log, at)).toMatch(/^The PRM scores/);
  expect(describe(oracle, at)).toMatch(/^The oracle scores/);
});

it.each(strategies.map(({ id }) => id))("has a whole sentence for each event of %s", (id) => {
  const log = goldenLog(id);
  for (let cursor = 1; cursor <= log.length; cursor++) {
    const sentence = describe(log, cursor);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/undefined|NaN|kept:|dropped:|\.\.$/);
  }
});
