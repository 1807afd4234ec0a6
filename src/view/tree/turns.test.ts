import { expect, it } from "vitest";
import type { SearchEvent } from "../../search/events.ts";
import { toyLog } from "../../search/fixtures/toy.ts";
import { totDfs } from "../../search/strategies/tot-dfs.ts";
import { fold } from "../../search/tree.ts";
import { goldenLog, goldenTree } from "./golden-trees.ts";
import { turnsOf } from "./turns.ts";

it("numbers a revision's rounds at their first step, and marks where it cut", () => {
  const { kind, orders, cuts } = turnsOf(goldenTree("revision"));
  expect(kind).toBe("round");
  expect([...orders]).toEqual([
    [1, 1],
    [4, 2],
    [7, 3],
    [10, 4],
    [11, 5],
    [12, 6],
    [13, 7],
    [14, 8],
  ]);
  expect([...cuts]).toEqual([1, 9]);
});

it("shows of a log that does not say its turns the order alone", () => {
  const log = goldenLog("revision").map((event): SearchEvent => {
    if (event.type !== "keep") return event;
    const { turn: _, ...older } = event;
    return older;
  });
  const { orders, cuts } = turnsOf(fold(log));
  expect(orders).toEqual(turnsOf(goldenTree("revision")).orders);
  expect(cuts.size).toBe(0);
});

it("follows the cursor", () => {
  expect(turnsOf(goldenTree("revision", 8)).cuts.size).toBe(0);
  expect([...turnsOf(goldenTree("revision", 9)).cuts]).toEqual([1]);
});

it("numbers the attempts of budget forcing", () => {
  const tree = goldenTree("think-longer");
  const { kind, orders } = turnsOf(tree);
  expect(kind).toBe("attempt");
  expect([...orders.keys()]).toEqual(tree.nodes[0]?.children);
});

it("numbers the visits of a depth-first search, and marks where it went back", async () => {
  expect([...turnsOf(goldenTree("tot-dfs")).orders]).toEqual([
    [5, 1],
    [6, 2],
    [11, 3],
  ]);
  const hard = fold(
    await toyLog(totDfs, { knobs: { n: 16, threshold: 0.56, branch: 4 }, seed: 3 }),
  );
  const { orders, backs } = turnsOf(hard);
  expect(backs.size).toBeGreaterThan(0);
  for (const id of backs) expect(orders.has(id)).toBe(true);
});

it("knows the steps that only looked ahead once they are thrown away", () => {
  expect([...turnsOf(goldenTree("mcts-uct", 8)).probes]).toEqual([]);
  expect([...turnsOf(goldenTree("mcts-uct", 9)).probes]).toEqual([4, 5]);
  expect(turnsOf(goldenTree("lookahead")).probes.size).toBeGreaterThan(0);
  expect(turnsOf(goldenTree("beam")).probes.size).toBe(0);
});
