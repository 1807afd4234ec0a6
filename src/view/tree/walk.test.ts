import { expect, it } from "vitest";
import type { SearchEvent, StepNode } from "../../search/events.ts";
import { emptyLedger } from "../../search/ledger.ts";
import { fold } from "../../search/tree.ts";
import { createLogLayout } from "./layout-of-log.ts";
import { walk } from "./walk.ts";

const step = (id: number, parent: number): StepNode => ({
  id,
  parent,
  text: `step ${id}`,
  tokens: [1],
  logprob: -1,
  end: "step",
});
const card = { id: "test", parameters: 1 };
const log: SearchEvent[] = [
  {
    type: "start",
    version: 1,
    problem: { family: "countdown", text: "24: 4 7 8 8" },
    strategy: "test",
    knobs: {},
    seed: 1,
    budget: null,
    policy: card,
    verifier: card,
  },
  { type: "expand", nodes: [step(1, 0), step(2, 0), step(3, 0)], ledger: emptyLedger() },
  { type: "expand", nodes: [step(4, 2), step(5, 2)], ledger: emptyLedger() },
];
const tree = fold(log);
const layouts = createLogLayout();
const layout = layouts.of(log);

it("walks along edges and columns, and stays at the borders", () => {
  expect(walk(tree, layout, 0, "ArrowRight")).toBe(2);
  expect(walk(tree, layout, 2, "ArrowRight")).toBe(4);
  expect(walk(tree, layout, 4, "ArrowDown")).toBe(5);
  expect(walk(tree, layout, 5, "ArrowLeft")).toBe(2);
  expect(walk(tree, layout, 2, "ArrowUp")).toBe(1);
  expect(walk(tree, layout, 1, "ArrowUp")).toBe(1);
  expect(walk(tree, layout, 0, "ArrowLeft")).toBe(0);
});

it("lays a growing log out as it lays out the whole", () => {
  const grown = createLogLayout();
  for (let end = 1; end <= log.length; end++) grown.of(log.slice(0, end));
  expect(grown.of(log)).toEqual(layout);
  expect(grown.of(log.slice(0, 2)).places.size).toBe(4);
});
