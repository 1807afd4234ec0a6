import { expect, it } from "vitest";
import {
  detailOf,
  edgePath,
  extentOf,
  fitView,
  geometryOf,
  ROW,
  rowHeight,
  rowsOf,
  zoomed,
  zoomingOf,
  zoomLimits,
} from "./geometry.ts";
import { layoutOf } from "./layout.ts";

const geometry = geometryOf("countdown");
const layout = layoutOf([Array.from({ length: 16 }, (_, index) => ({ id: index + 1, parent: 0 }))]);

it("fits every node into the view", () => {
  const view = fitView(extentOf(geometry, layout), 800, 400);
  for (const { depth, row } of layout.places.values()) {
    const left = view.x + view.k * geometry.x(depth);
    const right = view.x + view.k * (geometry.x(depth) + (depth === 0 ? 0 : geometry.rule));
    const y = view.y + view.k * geometry.y(row);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(800);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(400);
  }
});

it("leaves room between the columns for the edges", () => {
  expect(geometry.x(2) - geometry.x(1)).toBeGreaterThan(geometry.rule + 20);
});

it("lowers the rows of a tall tree instead of scaling its width away", () => {
  const row = rowHeight(64, 600, 800, 640);
  expect(row).toBeLessThan(10);
  expect(rowHeight(6400, 600, 800, 640)).toBeLessThan(0.1);
  expect(rowHeight(4, 600, 800, 640)).toBe(ROW);
});

it("draws an edge from the end of the parent to the beginning of the child", () => {
  const first = layout.places.get(1);
  const root = layout.places.get(0);
  if (!first || !root) throw new Error("the layout lost its nodes");
  const path = edgePath(geometry, root, first);
  expect(path.startsWith("M4,0")).toBe(true);
  expect(path.endsWith(`${geometry.x(1)},${geometry.y(first.row)}`)).toBe(true);
});

it("fills the frame with a tree of any number of rows", () => {
  const tall = layoutOf([
    Array.from({ length: 3000 }, (_, index) => ({ id: index + 1, parent: 0 })),
  ]);
  const { left, right } = extentOf(geometry, tall);
  const low = geometryOf("countdown", rowHeight(rowsOf(tall), right - left, 800, 640));
  const box = extentOf(low, tall);
  const { k } = fitView(box, 800, 640);
  expect(k).toBeCloseTo(Math.min(1.25, 800 / (right - left)));
  expect((box.bottom - box.top) * k).toBeGreaterThan(600);
  expect((box.bottom - box.top) * k).toBeLessThanOrEqual(640);
});

it("zooms a tall tree's rows to their usual height before it makes its text larger", () => {
  const low = zoomingOf(0.2, 0.8);
  expect(zoomed(0.4, low)).toEqual({ k: 0.4, stretch: 1 });
  expect(zoomed(8, low)).toEqual({ k: 0.8, stretch: 10 });
  const [, closest] = zoomLimits(low);
  const { k, stretch } = zoomed(closest, low);
  expect(stretch * 0.2).toBeCloseTo(ROW);
  expect(k).toBeCloseTo(4);
  // Trees whose rows can be seen are zoomed evenly.
  expect(zoomed(3, zoomingOf(12, 0.8))).toEqual({ k: 3, stretch: 1 });
});

it("shows less of a node the smaller it is", () => {
  expect([1, 0.6, 0.2].map((k) => detailOf(geometry, k))).toEqual(["full", "brief", "bar"]);
});
