/** Where an arrow key leads from a node: left and right along edges, up and down its column. */
import type { NodeId } from "../../search/model.ts";
import type { Tree } from "../../search/tree.ts";
import type { Layout } from "./layout.ts";

export type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

export const isArrow = (key: string): key is Arrow => /^Arrow(Left|Right|Up|Down)$/.test(key);

/** The node that an arrow leads to; `from` when there is none. */
export function walk(tree: Tree, layout: Layout, from: NodeId, arrow: Arrow): NodeId {
  const row = (id: NodeId) => layout.places.get(id)?.row ?? 0;
  const node = tree.nodes[from];
  if (!node) return 0;
  if (arrow === "ArrowLeft") return node.parent ?? from;
  if (arrow === "ArrowRight") {
    // The topmost child that the search went on with, or the topmost child.
    const byRow = [...node.children].sort((a, b) => row(a) - row(b));
    const goesOn = byRow.find((id) => (tree.nodes[id]?.children.length ?? 0) > 0);
    return goesOn ?? byRow[0] ?? from;
  }
  const down = arrow === "ArrowDown";
  let best = from;
  for (const other of tree.nodes) {
    if (other.depth !== node.depth) continue;
    const beyond = down ? row(other.id) > row(from) : row(other.id) < row(from);
    const nearer =
      best === from || Math.abs(row(other.id) - row(from)) < Math.abs(row(best) - row(from));
    if (beyond && nearer) best = other.id;
  }
  return best;
}
