/** The nodes that are drawn: those in view, folded where their rows are too low to be seen. */
import { useMemo } from "react";
import type { Problem } from "../../problems/family.ts";
import type { NodeId } from "../../search/model.ts";
import type { Tree } from "../../search/tree.ts";
import { isRight } from "../../state/step-truth.ts";
import { type Folded, foldTree, rowsPerFold } from "./fold.ts";
import type { Geometry, View } from "./geometry.ts";
import type { Layout, Place } from "./layout.ts";
import type { Size } from "./use-size.ts";

/** In a tree with more nodes than this, nodes out of view are not drawn. */
const CULL_ABOVE = 300;
/** Nodes are drawn so far outside the view, in pixels, that small moves need no new drawing. */
const AROUND = 100;
const STEP = 40;
/** How far before a node its edge begins, in the figure's units. */
const BESIDE = 60;

export interface Drawing {
  tree: Tree;
  layout: Layout;
  geometry: Geometry;
  view: View;
  size: Size;
  problem: Problem | null;
  /** The nodes of paths that are always drawn, in view or not, so that keys can walk them. */
  chosen: ReadonlySet<NodeId>;
  lineage: ReadonlySet<NodeId>;
}

export function useDrawn(drawing: Drawing): Folded {
  const { tree, layout, geometry, view, size, problem, chosen, lineage } = drawing;
  const culls = tree.nodes.length > CULL_ABOVE;
  const { x, y, k, stretch } = view;
  const frame = culls ? `${Math.round(x / STEP)},${Math.round(y / STEP)},${k},${stretch}` : "";
  return useMemo(() => {
    const apart = (id: NodeId) => chosen.has(id) || lineage.has(id);
    // The bounds are computed once, in rows and in the figure's units; nodes are only compared.
    const least = (-AROUND - y) / k / geometry.row;
    const most = (size.height + AROUND - y) / k / geometry.row;
    const left = -x / k - geometry.rule - BESIDE;
    const right = (size.width + AROUND - x) / k;
    const inside = layout.columns.map((_, depth) => {
      const at = geometry.x(depth);
      return at > left && at < right;
    });
    const near = ({ depth, row }: Place) => inside[depth] && row > least && row < most;
    const nodes = tree.nodes.filter((node) => {
      const place = layout.places.get(node.id);
      if (node.parent === null || place === undefined) return false;
      return !culls || apart(node.id) || near(place);
    });
    const rows = culls ? rowsPerFold(geometry.row * k) : 0;
    if (rows === 0) return { nodes, folds: [], edges: [] };
    return foldTree(nodes, layout, { rows, apart, isRight: (answer) => isRight(problem, answer) });
  }, [tree.nodes, layout, geometry, culls, frame, size, problem, chosen, lineage]);
}
