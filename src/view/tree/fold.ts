/**
 * Of a tree whose rows are too low to be seen one by one, the steps that stand together in a column
 * as one fold. What is chosen or selected stays by itself, as does a step that stands alone. So
 * what is drawn of a tree is bounded by the screen, however many nodes it has.
 */
import type { NodeId } from "../../search/model.ts";
import type { TreeNode } from "../../search/tree.ts";
import type { Layout, Place } from "./layout.ts";

/** Rows lower than this, in pixels on the screen, are folded. */
const LOWEST_ROW = 3;
/** Height of a fold, in pixels on the screen: a number can be read in it. Up to twice that. */
const FOLD = 11;

/** Steps of one column that stand together. */
export interface Fold {
  readonly key: string;
  readonly depth: number;
  /** Its first row and its last. */
  readonly top: number;
  readonly bottom: number;
  readonly nodes: readonly NodeId[];
  /** Mean score of those that have one; null where none has. */
  readonly score: number | null;
  /** How many trajectories ended in it, right or wrong, and how many of its steps were dropped. */
  readonly right: number;
  readonly wrong: number;
  readonly dropped: number;
}

/** From where some of a fold's steps come to the fold. */
export interface FoldEdge {
  readonly key: string;
  readonly from: Place;
  readonly to: Place;
}

export interface Folded {
  /** What is drawn by itself. */
  readonly nodes: readonly TreeNode[];
  readonly folds: readonly Fold[];
  readonly edges: readonly FoldEdge[];
}

export interface FoldRule {
  /** Rows in a fold, from `rowsPerFold`. */
  readonly rows: number;
  /** Whether a node is drawn by itself in any case. */
  apart(id: NodeId): boolean;
  isRight(answer: string | null): boolean;
}

/**
 * How many rows a fold holds; 0 where rows are high enough to be drawn. A power of two, so that
 * folds split and join at steps of the zoom, and stay as they are between.
 * @param row height of a row on the screen, pixels.
 */
export const rowsPerFold = (row: number): number =>
  row >= LOWEST_ROW || row <= 0 ? 0 : 2 ** Math.ceil(Math.log2(FOLD / row));

/** The row at which a fold is drawn. */
export const middleOf = ({ top, bottom }: Fold): number => (top + bottom) / 2;

/** @param nodes with a place each, parents before their children; without the root. */
export function foldTree(nodes: readonly TreeNode[], layout: Layout, rule: FoldRule): Folded {
  const { rows, apart } = rule;
  const single: TreeNode[] = [];
  const cells = new Map<string, TreeNode[]>();
  const cellOf = new Map<NodeId, string>();
  for (const node of nodes) {
    const place = layout.places.get(node.id);
    if (!place) continue;
    if (apart(node.id)) {
      single.push(node);
      continue;
    }
    const key = `${place.depth}:${Math.floor(place.row / rows)}`;
    const cell = cells.get(key);
    if (cell) cell.push(node);
    else cells.set(key, [node]);
    cellOf.set(node.id, key);
  }

  const folds = new Map<string, Fold>();
  for (const [key, held] of cells) {
    const [first] = held;
    if (held.length === 1 && first) single.push(first);
    else folds.set(key, foldOf(key, held, layout, rule));
  }
  const foldAt = (id: NodeId): Fold | undefined => folds.get(cellOf.get(id) ?? "");

  const edges = new Map<string, FoldEdge>();
  for (const { id, parent } of nodes) {
    const inside = foldAt(id);
    if (parent === null || !inside) continue;
    const origin = foldAt(parent);
    const key = `${origin?.key ?? parent}>${inside.key}`;
    const to = layout.places.get(id);
    const from = layout.places.get(parent);
    if (!to || !from || edges.has(key)) continue;
    edges.set(key, {
      key,
      from: origin ? { ...from, row: middleOf(origin) } : from,
      to: { ...to, row: middleOf(inside) },
    });
  }
  return { nodes: single, folds: [...folds.values()], edges: [...edges.values()] };
}

function foldOf(
  key: string,
  held: readonly TreeNode[],
  layout: Layout,
  { isRight }: FoldRule,
): Fold {
  let [top, bottom] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [sum, scored, right, wrong, dropped] = [0, 0, 0, 0, 0];
  for (const { id, score, finish, status } of held) {
    const row = layout.places.get(id)?.row ?? 0;
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
    if (score !== null) {
      sum += score;
      scored++;
    }
    if (finish && isRight(finish.answer)) right++;
    else if (finish) wrong++;
    if (status === "pruned") dropped++;
  }
  return {
    key,
    depth: layout.places.get(held[0]?.id ?? 0)?.depth ?? 0,
    top,
    bottom,
    nodes: held.map(({ id }) => id),
    score: scored > 0 ? sum / scored : null,
    right,
    wrong,
    dropped,
  };
}
