import { expect, test } from "vitest";
import type { SearchEvent } from "./events.ts";
import { toyLog } from "./fixtures/toy.ts";
import { readLog, writeLog } from "./log.ts";
import { greedy } from "./strategies/greedy.ts";
import { applyEvent, fold, measureOf, nodeOf, TreeError } from "./tree.ts";
import { unfold } from "./unfold.ts";

const measure = (quantity: "visits" | "q", values: [number, number][]): SearchEvent => ({
  type: "measure",
  quantity,
  values: values.map(([node, value]) => ({ node, value })),
});

test("a node's quantities change over the run, and the log comes back whole", async () => {
  const whole = await toyLog(greedy, { seed: 1 });
  const log = [
    ...whole.slice(0, -2),
    measure("visits", [
      [0, 1],
      [1, 1],
    ]),
    measure("q", [[1, 0.5]]),
    measure("visits", [[0, 2]]),
    ...whole.slice(-2),
  ];
  const tree = fold(log);
  expect(measureOf(nodeOf(tree, 0), "visits")).toBe(2);
  expect(measureOf(nodeOf(tree, 1), "visits")).toBe(1);
  expect(measureOf(nodeOf(tree, 1), "prior")).toBeNull();
  expect(unfold(tree)).toEqual(log);
  expect(readLog(writeLog(log))).toMatchObject({ ok: true, log });
});

test("a measure of no node, of an unknown one, or without end is refused", async () => {
  const tree = fold((await toyLog(greedy, { seed: 1 })).slice(0, 3));
  expect(() => applyEvent(tree, measure("q", []))).toThrow(TreeError);
  expect(() => applyEvent(tree, measure("q", [[99, 1]]))).toThrow("node 99");
  expect(() => applyEvent(tree, measure("q", [[0, Number.NaN]]))).toThrow("q of NaN");
});
