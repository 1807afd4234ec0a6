/** Bands under the edges: the share of the search that went to each node. */
import { memo } from "react";
import type { Tree, TreeNode } from "../../search/tree.ts";
import { bandPath, breadthOf } from "./band.ts";
import type { Geometry } from "./geometry.ts";
import type { Layout } from "./layout.ts";
import { type CountKind, shareOf } from "./measures.ts";

export const Bands = memo(function Bands({
  tree,
  nodes,
  kind,
  layout,
  geometry,
  row,
  chosen,
}: {
  tree: Tree;
  nodes: readonly TreeNode[];
  kind: CountKind;
  layout: Layout;
  geometry: Geometry;
  /** Height of a row on the screen. */
  row: number;
  chosen: ReadonlySet<number>;
}) {
  const ordered = [...nodes].sort((a, b) => Number(chosen.has(a.id)) - Number(chosen.has(b.id)));
  return (
    <g>
      {ordered.map((node) => {
        const to = layout.places.get(node.id);
        const from = node.parent === null ? undefined : layout.places.get(node.parent);
        const breadth = breadthOf(shareOf(tree, node, kind), row);
        if (!to || !from || breadth === 0) return null;
        return (
          <path
            key={node.id}
            className={chosen.has(node.id) ? "band chosen" : "band"}
            d={bandPath(geometry, from, to)}
            strokeWidth={breadth}
          />
        );
      })}
    </g>
  );
});
