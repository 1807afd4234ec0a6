/** Turns places (columns, rows) into the figure's units, which are pixels at zoom 1. */
import { linkHorizontal } from "d3-shape";
import type { FamilyId } from "../../problems/family.ts";
import type { Layout, Spot } from "./layout.ts";

/** Height of a full row: a line of text above the rule and a smaller one under it. */
export const ROW = 40;
/** Height of a row with one line of text. */
export const BRIEF_ROW = 26;
/** A tree with rows lower than this is at first shown whole; zooming makes its rows higher. */
const LOW_ROW = 9;
/** Width of the score's chip, and where the text after it begins. */
export const CHIP = { width: 29, height: 17, text: 36 } as const;
/** The chip of Q or value beside the score's, and by how much it moves the text. */
export const WORTH = { left: 32, height: 14, room: 32 } as const;
/** Added to the length of a rule that has a count at its end. */
const COUNT_ROOM = 26;
/** From the end of a node's rule to the beginning of its children's. */
const GAP = 38;
/** The root is a dot, not a line. */
const ROOT_WIDTH = 10;

/** Length of a node's rule, so that the family's usual steps fit. */
const RULE: Readonly<Record<FamilyId, number>> = { countdown: 140, story: 160, equations: 172 };

const LARGEST_FIT = 1.25;

export interface Geometry {
  /** Length of a node's rule. */
  rule: number;
  /** Height of a row. */
  row: number;
  x(depth: number): number;
  y(row: number): number;
}

/** Quantities on the nodes, which make their rules longer. */
export interface Extras {
  readonly count: unknown;
  readonly worth: unknown;
}

/** @param row height of a row, from `rowHeight`. @param extras each null where nodes have none. */
export function geometryOf(
  family: FamilyId,
  row = ROW,
  { count, worth }: Extras = { count: null, worth: null },
): Geometry {
  const rule = RULE[family] + (count === null ? 0 : COUNT_ROOM) + (worth === null ? 0 : WORTH.room);
  return {
    rule,
    row,
    x: (depth) => (depth === 0 ? 0 : ROOT_WIDTH + GAP + (depth - 1) * (rule + GAP)),
    y: (at) => at * row,
  };
}

/** Rows from the topmost node to the lowest one, both included. */
export const rowsOf = ({ low, high }: Layout): number => high - low + 1;

/** The height of rows with which a tree of `rows` rows and `wide` units fills its frame. */
export function rowHeight(rows: number, wide: number, width: number, height: number): number {
  if (width === 0 || height === 0) return ROW;
  const k = Math.min(LARGEST_FIT, width / wide);
  return Math.min(ROW, height / k / (rows + 1));
}

const link = linkHorizontal<{ from: [number, number]; to: [number, number] }, [number, number]>()
  .source(({ from }) => from)
  .target(({ to }) => to);

/** The edge from the end of the parent's rule to the beginning of the child's. */
export function edgePath(geometry: Geometry, parent: Spot, child: Spot): string {
  const end = geometry.x(parent.depth) + (parent.depth === 0 ? 4 : geometry.rule);
  const from: [number, number] = [end, geometry.y(parent.row)];
  const to: [number, number] = [geometry.x(child.depth), geometry.y(child.row)];
  return link({ from, to }) ?? "";
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The box that the layout covers, text included: at least the root and `depth` columns after it. */
export function extentOf(geometry: Geometry, layout: Layout, depth = 1): Box {
  const last = Math.max(depth, layout.columns.length - 1);
  return {
    left: -22,
    right: geometry.x(last) + geometry.rule + 24,
    top: geometry.y(layout.low) - geometry.row * 0.7,
    bottom: geometry.y(layout.high) + geometry.row * 0.6,
  };
}

export interface View {
  x: number;
  y: number;
  /** Screen pixels per unit. */
  k: number;
  /** How much higher rows are drawn than where the whole tree is in view; see `zoomed`. */
  stretch: number;
}

/** A point of the figure on the screen, in pixels from the figure's corner. */
export const onScreen = (view: View, x: number, y: number): [number, number] => [
  view.x + view.k * x,
  view.y + view.k * y,
];

/** The view that shows all of `box`, centred, in `width` × `height` pixels. */
export function fitView(box: Box, width: number, height: number): View {
  const wide = box.right - box.left;
  const high = box.bottom - box.top;
  const k = Math.min(LARGEST_FIT, width / wide, height / high);
  return {
    k,
    x: (width - wide * k) / 2 - box.left * k,
    y: (height - high * k) / 2 - box.top * k,
    stretch: 1,
  };
}

/** How a tree follows the zoom. */
export interface Zooming {
  /** Zoom at which the whole tree is in view. */
  fit: number;
  /** By how much zooming in stretches its rows before it makes all larger; 1 for not at all. */
  room: number;
}

/** @param row height of its rows where the whole tree is in view, from `rowHeight`. */
export const zoomingOf = (row: number, fit: number): Zooming => ({
  fit,
  room: row < LOW_ROW ? ROW / row : 1,
});

const CLOSEST = 4;
const FURTHEST = 0.05;

/** The least and the most zoom; at the most, rows of the usual height are as large as in any other tree. */
export const zoomLimits = ({ fit, room }: Zooming): [number, number] => [
  Math.min(FURTHEST, fit / 2),
  CLOSEST * room,
];

/** The scale at a zoom: it stretches rows up to their usual height, then enlarges everything. */
export function zoomed(zoom: number, { fit, room }: Zooming): Pick<View, "k" | "stretch"> {
  const stretch = Math.min(room, Math.max(1, zoom / fit));
  return { k: zoom / stretch, stretch };
}

/** d3's transform, which zooms both axes alike. */
export interface Transform {
  readonly x: number;
  readonly y: number;
  /** Zoom. */
  readonly k: number;
}

/** The view after a gesture that led from one transform to another: rows follow it, columns as `zoomed` says. */
export function follow(view: View, from: Transform, to: Transform, zooming: Zooming): View {
  const scale = zoomed(to.k, zooming);
  const ratio = to.k / from.k;
  if (Math.abs(ratio - 1) < 1e-9) return { ...scale, x: view.x + to.x - from.x, y: to.y };
  // What is under the fingers stays under them.
  const still = (to.x - ratio * from.x) / (1 - ratio);
  return { ...scale, x: still - (still - view.x) * (scale.k / view.k), y: to.y };
}

/** How much of a node fits on the screen. */
export type Detail = "full" | "brief" | "bar";

/** The detail for the height of a row and the length of a rule on the screen. */
export function detailOf({ row, rule }: Geometry, k: number): Detail {
  if (row * k >= 28 && rule * k >= 100) return "full";
  return row * k >= 15 && rule * k >= 64 ? "brief" : "bar";
}
