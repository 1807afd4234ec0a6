/**
 * Folds neighbouring steps of a column into one mark where rows are too low to be seen one by one.
 * Chosen and selected steps, and steps without a neighbour, stay by themselves. So the screen bounds
 * how many marks a tree has, however many nodes it has.
 */
import { verdictOf } from "../../problems/answers/checker.ts";
import type { NodeId } from "../../search/model.ts";
import type { TreeNode } from "../../search/tree.ts";
import type { Layout, Place, Spot } from "./layout.ts";

/** Rows lower than this, in pixels on the screen, are folded. */
const LOWEST_ROW = 3;
/** Least height of a fold, in pixels on the screen, so that a number can be read in it; at most twice that. */
const FOLD = 11;

/** Neighbouring steps of one column. */
export interface Fold {
  readonly key: string;
  readonly depth: number;
  /** Its first row and its last. */
  readonly top: number;
  readonly bottom: number;
  readonly nodes: readonly NodeId[];
  /** Mean score of the scored steps; null where none is scored. */
  readonly score: number | null;
  /** How many trajectories ended in it: right, wrong, or nobody knows; how many of its steps were dropped. */
  readonly right: number;
  readonly wrong: number;
  readonly unknown: number;
  readonly dropped: number;
}

/** An edge to a fold from a parent, or a fold of parents, of some of its steps. */
export interface FoldEdge {
  readonly key: string;
  readonly from: Spot;
  readonly to: Spot;
}

export interface Folded {
  /** Nodes that are drawn by themselves. */
  readonly nodes: readonly TreeNode[];
  readonly folds: readonly Fold[];
  readonly edges: readonly FoldEdge[];
}

export interface FoldRule {
  /** Rows in a fold, from `rowsPerFold`. */
  readonly rows: number;
  /** Whether a node is always drawn by itself. */
  apart(id: NodeId): boolean;
  /** null where nobody knows. */
  isRight(answer: string | null): boolean | null;
}

/**
 * How many rows a fold holds; 0 where rows are high enough to be drawn. It is a power of two, so
 * that folds change at certain zooms only.
 * @param row height of a row on the screen, pixels.
 */
export const rowsPerFold = (row: number): number =>
  row >= LOWEST_ROW || row <= 0 ? 0 : 2 ** Math.ceil(Math.log2(FOLD / row));

/** The row at which a fold is drawn. */
export const middleOf = ({ top, bottom }: Pick<Fold, "top" | "bottom">): number =>
  (top + bottom) / 2;

/** A fold while it is filled. */
interface Cell {
  readonly key: string;
  readonly depth: number;
  readonly held: TreeNode[];
  /** The cells of its steps' parents, and the places of parents that are drawn by themselves. */
  readonly origins: Set<Cell | Place>;
  top: number;
  bottom: number;
}

/** @param nodes with a place each, parents before their children; without the root. */
export function foldTree(nodes: readonly TreeNode[], layout: Layout, rule: FoldRule): Folded {
  const { rows, apart, isRight } = rule;
  const single: TreeNode[] = [];
  const columns: Map<number, Cell>[] = [];
  const cells: Cell[] = [];
  const cellOf: (Cell | undefined)[] = [];
  for (const node of nodes) {
    const { id, parent } = node;
    const place = layout.places.get(id);
    if (!place) continue;
    if (apart(id)) {
      single.push(node);
      continue;
    }
    const { depth, row } = place;
    const at = Math.floor(row / rows);
    const column = columns[depth] ?? new Map<number, Cell>();
    columns[depth] = column;
    let cell = column.get(at);
    if (!cell) {
      cell = { key: `${depth}:${at}`, depth, held: [], origins: new Set(), top: row, bottom: row };
      column.set(at, cell);
      cells.push(cell);
    }
    cell.held.push(node);
    cell.top = Math.min(cell.top, row);
    cell.bottom = Math.max(cell.bottom, row);
    cellOf[id] = cell;
    const origin = cellOf[parent ?? 0] ?? layout.places.get(parent ?? 0);
    if (origin) cell.origins.add(origin);
  }

  const folds: Fold[] = [];
  const edges: FoldEdge[] = [];
  for (const cell of cells) {
    const [first] = cell.held;
    if (cell.held.length === 1 && first) {
      single.push(first);
      continue;
    }
    const fold = foldOf(cell, isRight);
    folds.push(fold);
    for (const origin of cell.origins) {
      const from = "held" in origin ? { depth: origin.depth, row: middleOf(origin) } : origin;
      const key = `${"held" in origin ? origin.key : origin.id}>${cell.key}`;
      edges.push({ key, from, to: { depth: cell.depth, row: middleOf(fold) } });
    }
  }
  return { nodes: single, folds, edges };
}

function foldOf({ key, depth, held, top, bottom }: Cell, isRight: FoldRule["isRight"]): Fold {
  const ended = { right: 0, wrong: 0, unknown: 0 };
  let [sum, scored, dropped] = [0, 0, 0];
  for (const { score, finish, status } of held) {
    if (score !== null) {
      sum += score;
      scored++;
    }
    if (finish) ended[verdictOf(isRight(finish.answer))]++;
    if (status === "pruned") dropped++;
  }
  const score = scored > 0 ? sum / scored : null;
  const nodes = held.map(({ id }) => id);
  return { key, depth, top, bottom, nodes, score, ...ended, dropped };
}
