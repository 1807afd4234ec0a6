import { describe, expect, test } from "vitest";
import type { SearchEvent, StepNode } from "./events.ts";
import { toyLog } from "./fixtures/toy.ts";
import { emptyLedger } from "./ledger.ts";
import { chosenPath, frontierOf, pathTo, scoresTo } from "./path.ts";
import { beam } from "./strategies/beam.ts";
import { applyEvent, emptyTree, fold, ledgerOf, nodeOf, TreeError } from "./tree.ts";

const ledger = emptyLedger();
const start: SearchEvent = {
  type: "start",
  version: 1,
  problem: { family: "countdown", text: "Make 24 from 3, 8." },
  strategy: "greedy",
  knobs: {},
  seed: 1,
  budget: null,
  policy: { id: "p", parameters: 1 },
  verifier: null,
};
const step = (id: number, parent: number, end: StepNode["end"] = "step"): StepNode => ({
  id,
  parent,
  text: "8 * 3 = 24",
  tokens: [5, 6],
  logprob: -0.5,
  end,
});
const expand = (...nodes: StepNode[]): SearchEvent => ({ type: "expand", nodes, ledger });
const score = (node: number, value: number): SearchEvent => ({
  type: "score",
  scores: [{ node, score: value }],
  ledger,
});
const prune = (...nodes: number[]): SearchEvent => ({ type: "prune", nodes, reason: "r" });
const finish = (node: number, answer: string | null = "24"): SearchEvent => ({
  type: "finish",
  node,
  answer,
  aggregate: null,
  ledger,
});

describe("fold", () => {
  test("tells a node's whole story", () => {
    const log = [
      start,
      expand(step(1, 0), step(2, 0)),
      score(1, 0.75),
      prune(2),
      expand(step(3, 1, "eos")),
      finish(3),
    ];
    const tree = fold(log);
    expect(nodeOf(tree, 0)).toMatchObject({ children: [1, 2], depth: 0, parent: null });
    expect(nodeOf(tree, 2)).toMatchObject({
      status: "pruned",
      verdicts: [{ kept: false, reason: "r", event: 3 }],
    });
    expect(nodeOf(tree, 3)).toMatchObject({
      depth: 2,
      status: "finished",
      born: 4,
      path: { tokens: 4, logprob: -1 },
      finish: { answer: "24", event: 5 },
    });
    expect(pathTo(tree, 3).map((node) => node.id)).toEqual([1, 3]);
    expect(scoresTo(tree, 1)).toEqual([0.75]);
    expect(scoresTo(tree, 3)).toBeNull();
    expect(frontierOf(tree)).toEqual([]);
    expect(chosenPath(tree).size).toBe(0);
    const answered = fold([{ type: "answer", node: 3, answer: "24", correct: true }], tree);
    expect([...chosenPath(answered)]).toEqual([0, 1, 3]);
  });

  test("leaves earlier snapshots as they were, and shares what did not change", () => {
    const before = fold([start, expand(step(1, 0), step(2, 0))]);
    const copy = structuredClone(before);
    const after = applyEvent(before, prune(2));
    expect(before).toEqual(copy);
    expect(after.nodes[1]).toBe(before.nodes[1]);
    expect(after.nodes[2]).not.toBe(before.nodes[2]);
  });

  test("folding a log event by event ends where folding it whole does", async () => {
    const log = await toyLog(beam, { knobs: { n: 8 } });
    let tree = emptyTree;
    for (const event of log) tree = applyEvent(tree, event);
    expect(tree).toEqual(fold(log));
    const last = log.at(-1);
    expect(last && "ledger" in last && last.ledger).toEqual(ledgerOf(tree));
  });

  const grown = [start, expand(step(1, 0))];
  const shrunk: SearchEvent = {
    ...expand(step(2, 1)),
    ledger: { ...ledger, policyTokens: -1 },
  } as SearchEvent;
  test.each<[string, SearchEvent[]]>([
    ["one start, and it is first", [expand(step(1, 0))]],
    ["one start, and it is first", [start, start]],
    ["names node 7, which does not exist", [...grown, prune(7)]],
    ["numbers a node 5 where 2 is next", [...grown, expand(step(5, 1))]],
    ["expands node 1, which is pruned", [...grown, prune(1), expand(step(2, 1))]],
    [
      "expands node 1, which is alive or at an end",
      [start, expand(step(1, 0, "eos")), expand(step(2, 1))],
    ],
    ["scores node 1 twice", [...grown, score(1, 0.5), score(1, 0.5)]],
    ["gives node 1 a score of 1.5", [...grown, score(1, 1.5)]],
    ["gives node 1 a score of NaN", [...grown, score(1, Number.NaN)]],
    ["finishes node 1 twice", [...grown, finish(1), finish(1)]],
    ["finishes node 1, not a leaf", [...grown, expand(step(2, 1)), finish(1)]],
    ["judges node 1, which was pruned before", [...grown, prune(1), prune(1)]],
    ["has a ledger that shrinks", [...grown, shrunk]],
    [
      "counts node 1 for an answer not its own",
      [
        ...grown,
        finish(1),
        {
          type: "vote",
          rule: "majority",
          tally: [{ answer: "9", count: 1, weight: 1, nodes: [1] }],
        },
      ],
    ],
    [
      "answers with what node 1 does not say",
      [...grown, finish(1), { type: "answer", node: 1, answer: "9", correct: false }],
    ],
    [
      "comes after the run was done",
      [start, { type: "done", reason: "answered", ledger }, expand(step(1, 0))],
    ],
  ])("refuses a log whose event %s", (reason, log) => {
    expect(() => fold(log)).toThrow(TreeError);
    expect(() => fold(log)).toThrow(reason);
  });
});
