/** Which nodes of the tree are drawn: those in view, and where they are too low to be seen, folded. */
import { useMemo } from "react";
import type { Problem } from "../../problems/family.ts";
import type { NodeId } from "../../search/model.ts";
import type { Tree } from "../../search/tree.ts";
import { isRight } from "../../state/truth.ts";
import { type Folded, foldTree, rowsPerFold } from "./fold.ts";
import { type Geometry, onScreen, type View } from "./geometry.ts";
import type { Layout, Place } from "./layout.ts";
import type { Size } from "./use-size.ts";

/** Above so many nodes, those outside of the view are not drawn. */
const CULL_ABOVE = 300;
/** What is drawn outside of the view, in pixels, so that moving it a little shows nothing new. */
const AROUND = 100;
const STEP = 40;

export interface Drawing {
  tree: Tree;
  layout: Layout;
  geometry: Geometry;
  view: View;
  size: Size;
  problem: Problem | null;
  /** Paths that are drawn node by node, in view or not: they can be walked. */
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
    const near = ({ depth, row }: Place) => {
      const [atX, atY] = onScreen(view, geometry.x(depth), geometry.y(row));
      const reach = (geometry.rule + 60) * k;
      return (
        atX > -reach && atX < size.width + AROUND && atY > -AROUND && atY < size.height + AROUND
      );
    };
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
