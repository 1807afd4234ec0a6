/**
 * Where nodes stand. The layout is a fold over expansions that never moves a placed node: the
 * layout of a prefix of a log is a part of the layout of the whole log. So no node jumps while a
 * tree grows or is scrubbed.
 *
 * Columns are depths. A batch that fills an empty column (a round of beam search,
 * a step of best-of-N) is placed at once: in the order of its parents, each node as
 * close to its place beside its parent as a spacing of one row allows (least
 * squares, by pooling adjacent violators: Barlow et al. 1972), so edges do not
 * cross. A later batch takes the nearest free rows around the placed nodes.
 *
 * A layout grows in place (`grow`): the cost of an expansion depends on the new nodes only.
 */
import type { NodeId } from "../../search/model.ts";
import { groupBy } from "./group-by.ts";

export interface Spot {
  /** Column: steps from the root. */
  depth: number;
  /** Vertical centre, in rows; the root is at 0. */
  row: number;
}

export interface Place extends Spot {
  id: NodeId;
  parent: NodeId | null;
}

export interface Layout {
  readonly places: ReadonlyMap<NodeId, Place>;
  /** Rows of each column, ascending. */
  readonly columns: readonly (readonly number[])[];
  /** The topmost row and the lowest one. */
  readonly low: number;
  readonly high: number;
}

/** A layout that `grow` adds nodes to. */
export interface GrowingLayout {
  readonly places: Map<NodeId, Place>;
  readonly columns: number[][];
  low: number;
  high: number;
}

const ROOT: Place = { id: 0, parent: null, depth: 0, row: 0 };
export const newLayout = (): GrowingLayout => ({
  places: new Map([[0, ROOT]]),
  columns: [[0]],
  low: 0,
  high: 0,
});

/**
 * Least-squares positions for ascending `wanted` rows, at least one row apart, and within
 * `low` … `high` where they fit there (the bounded solution is the free one, clipped).
 * Rows keep their order; the mean of a crowded block is the mean of what it wanted.
 */
export function spread(wanted: readonly number[], low = -Infinity, high = Infinity): number[] {
  const blocks: { sum: number; size: number }[] = [];
  for (const [index, row] of wanted.entries()) {
    let block = { sum: row - index, size: 1 };
    for (
      let last = blocks.at(-1);
      last !== undefined && last.sum / last.size >= block.sum / block.size;
      last = blocks.at(-1)
    ) {
      blocks.pop();
      block = { sum: last.sum + block.sum, size: last.size + block.size };
    }
    blocks.push(block);
  }
  const slack = Math.max(0, wanted.length - 1 - (high - low)) / 2;
  const first = low - slack;
  const last = high + slack - (wanted.length - 1);
  const rows: number[] = [];
  for (const { sum, size } of blocks) {
    const start = Math.min(Math.max(sum / size, first), last);
    for (let within = 0; within < size; within++) rows.push(start + rows.length);
  }
  return rows;
}

/** Tolerance of comparisons between rows. */
const NEAR = 1e-9;

/** How many of the ascending `rows` are less than `row`. */
function rankOf(rows: readonly number[], row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The row nearest to `wanted` that is at least one row from all `taken` (ascending, at least one
 * row apart). Of two rows equally near, it is the one beside the older row, or the upper one.
 * @param fresh the rows of `taken` that came last, the oldest first.
 */
export function nearestFree(
  taken: readonly number[],
  wanted: number,
  fresh: readonly number[] = [],
): number {
  const at = (index: number): number =>
    taken[index] ?? (index < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  const rank = rankOf(taken, wanted);
  if (wanted - at(rank - 1) >= 1 - NEAR && at(rank) - wanted >= 1 - NEAR) return wanted;
  // Whether two rows leave no room for a third one between them.
  const closed = (index: number): boolean => at(index + 1) - at(index) < 2 - NEAR;
  let above = at(rank) - wanted < 1 ? rank : rank - 1;
  while (closed(above - 1)) above--;
  let below = wanted - at(rank - 1) < 1 ? rank - 1 : rank;
  while (closed(below)) below++;
  const upper = at(above) - 1;
  const lower = at(below) + 1;
  const nearer = wanted - upper - (lower - wanted);
  if (Math.abs(nearer) > NEAR) return nearer > 0 ? lower : upper;
  return fresh.indexOf(at(below)) < fresh.indexOf(at(above)) ? lower : upper;
}

type Batch = readonly { id: NodeId; parent: NodeId }[];

/**
 * Place the nodes of one expansion. Their parents must be placed already.
 * @throws RangeError when one is not; then no node has been placed.
 */
export function grow(layout: GrowingLayout, batch: Batch): void {
  const { places, columns } = layout;
  const byDepth = new Map<number, { id: NodeId; parent: Place; wanted: number }[]>();
  for (const [parentId, children] of groupBy(batch, (node) => node.parent)) {
    const parent = places.get(parentId);
    if (parent === undefined) throw new RangeError(`node ${parentId} has no place yet`);
    const group = byDepth.get(parent.depth + 1) ?? [];
    for (const [index, { id }] of children.entries()) {
      const wanted = parent.row + index - (children.length - 1) / 2;
      group.push({ id, parent, wanted });
    }
    byDepth.set(parent.depth + 1, group);
  }
  // A round stays within the present height of the tree, so that the tree stays large on the page.
  const { low, high } = layout;
  for (const [depth, group] of byDepth) {
    // Sorting by parent keeps siblings together and edges uncrossed.
    group.sort((a, b) => a.parent.row - b.parent.row || a.id - b.id);
    const wanted = group.map((one) => one.wanted);
    const taken = columns[depth];
    const rows = taken ? takeRows(taken, wanted) : spread(wanted, low, high);
    columns[depth] ??= rows;
    for (const [index, { id, parent }] of group.entries()) {
      const row = rows[index] ?? 0;
      places.set(id, { id, parent: parent.id, depth, row });
      layout.low = Math.min(layout.low, row);
      layout.high = Math.max(layout.high, row);
    }
  }
}

/** Take the nearest free row for each in turn. */
function takeRows(taken: number[], wanted: readonly number[]): number[] {
  const rows: number[] = [];
  for (const one of wanted) {
    const row = nearestFree(taken, one, rows);
    taken.splice(rankOf(taken, row), 0, row);
    rows.push(row);
  }
  return rows;
}

/** The layout of expansions in their order. @throws RangeError as `grow` does. */
export function layoutOf(batches: Iterable<Batch>): Layout {
  const layout = newLayout();
  for (const batch of batches) grow(layout, batch);
  return layout;
}
