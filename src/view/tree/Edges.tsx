/** The edges of the drawn nodes; those of the chosen path come last, on top. */
import { memo } from "react";
import type { TreeNode } from "../../search/tree.ts";
import { edgePath, type Geometry } from "./geometry.ts";
import type { Layout } from "./layout.ts";

export const Edges = memo(function Edges({
  nodes,
  layout,
  geometry,
  chosen,
  lineage,
  probes,
}: {
  nodes: readonly TreeNode[];
  layout: Layout;
  geometry: Geometry;
  chosen: ReadonlySet<number>;
  lineage: ReadonlySet<number>;
  /** Steps that only looked ahead. */
  probes: ReadonlySet<number>;
}) {
  const rank = (node: TreeNode) => (chosen.has(node.id) ? 2 : lineage.has(node.id) ? 1 : 0);
  const ordered = [...nodes].sort((a, b) => rank(a) - rank(b));
  return (
    <g>
      {ordered.map((node) => {
        const to = layout.places.get(node.id);
        const from = node.parent === null ? undefined : layout.places.get(node.parent);
        if (!to || !from) return null;
        const kind = [
          "edge",
          node.status,
          probes.has(node.id) && "probe",
          chosen.has(node.id) && "chosen",
          lineage.has(node.id) && "lineage",
        ];
        return (
          <path
            key={node.id}
            className={kind.filter(Boolean).join(" ")}
            d={edgePath(geometry, from, to)}
          />
        );
      })}
    </g>
  );
});
