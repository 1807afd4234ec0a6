/**
 * Where nodes stand. A fold over expansions in which a node, once placed, never
 * moves: the layout of a prefix of a log is the layout of the whole log, cut off.
 * So neither live growth nor scrubbing makes a node jump.
 *
 * Columns are depths. A batch that fills an empty column (a round of beam search,
 * a step of best-of-N) is placed at once: in the order of its parents, each as
 * close to its place beside its parent as a spacing of one row allows (least
 * squares, by pooling adjacent violators: Barlow et al. 1972), so edges do not
 * cross. A later batch takes the nearest free rows around the nodes that stand.
 */
import type { NodeId } from "../../search/model.ts";
import { groupBy } from "./group-by.ts";

export interface Place {
  id: NodeId;
  parent: NodeId | null;
  /** Column: steps from the root. */
  depth: number;
  /** Vertical centre, in rows; the root is at 0. */
  row: number;
}

export interface Layout {
  readonly places: ReadonlyMap<NodeId, Place>;
  /** Rows of each column, ascending. */
  readonly columns: readonly (readonly number[])[];
}

const ROOT: Place = { id: 0, parent: null, depth: 0, row: 0 };
export const rootLayout: Layout = { places: new Map([[0, ROOT]]), columns: [[0]] };

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

/** The row nearest to `wanted` that is at least one row from all `taken` (ascending). */
function nearestFree(taken: readonly number[], wanted: number): number {
  const free = (row: number) => taken.every((other) => Math.abs(other - row) >= 1 - 1e-9);
  if (free(wanted)) return wanted;
  const candidates = taken.flatMap((row) => [row - 1, row + 1]).filter(free);
  return candidates.reduce((best, row) =>
    Math.abs(row - wanted) < Math.abs(best - wanted) - 1e-9 ? row : best,
  );
}

/** Place the nodes of one expansion. Parents must be placed already. @throws RangeError when not. */
export function place(layout: Layout, batch: readonly { id: NodeId; parent: NodeId }[]): Layout {
  const places = new Map(layout.places);
  const columns = layout.columns.map((rows) => [...rows]);
  const byDepth = new Map<number, { id: NodeId; parent: Place; wanted: number }[]>();
  for (const [parentId, children] of groupBy(batch, (node) => node.parent)) {
    const parent = layout.places.get(parentId);
    if (parent === undefined) throw new RangeError(`node ${parentId} has no place yet`);
    const group = byDepth.get(parent.depth + 1) ?? [];
    for (const [index, { id }] of children.entries()) {
      const wanted = parent.row + index - (children.length - 1) / 2;
      group.push({ id, parent, wanted });
    }
    byDepth.set(parent.depth + 1, group);
  }
  // A round is kept within the height that the tree has already, so that it stays large on the page.
  const standing = layout.columns.flat();
  const low = Math.min(...standing);
  const high = Math.max(...standing);
  for (const [depth, group] of byDepth) {
    // By parent first, so that crowded families stay together and edges do not cross.
    group.sort((a, b) => a.parent.row - b.parent.row || a.id - b.id);
    const taken = columns[depth] ?? [];
    const rows =
      taken.length === 0
        ? spread(
            group.map(({ wanted }) => wanted),
            low,
            high,
          )
        : group.map(({ wanted }) => {
            const row = nearestFree(taken, wanted);
            taken.push(row);
            return row;
          });
    for (const [index, { id, parent }] of group.entries()) {
      places.set(id, { id, parent: parent.id, depth, row: rows[index] ?? 0 });
    }
    columns[depth] = (taken.length === 0 ? rows : taken).sort((a, b) => a - b);
  }
  return { places, columns };
}
