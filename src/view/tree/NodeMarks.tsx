/** The drawn nodes. They render again when the tree changes, not when the view moves. */
import { memo } from "react";
import type { Problem } from "../../problems/family.ts";
import type { NodeId } from "../../search/model.ts";
import type { Tree, TreeNode } from "../../search/tree.ts";
import { isRight, isStep } from "../../state/step-truth.ts";
import type { Shade } from "../../state/stores/theme.ts";
import type { Detail, Geometry } from "./geometry.ts";
import type { Layout } from "./layout.ts";
import { NodeMark } from "./NodeMark.tsx";
import type { Signs } from "./use-signs.ts";

export interface NodeMarksProps {
  tree: Tree;
  problem: Problem | null;
  nodes: readonly TreeNode[];
  layout: Layout;
  geometry: Geometry;
  /** Height of a node's row, never too low to be seen. */
  row: number;
  detail: Detail;
  shade: Shade;
  signs: Signs;
  chosen: ReadonlySet<NodeId>;
  lineage: ReadonlySet<NodeId>;
  selected: NodeId | null;
  focusable: NodeId;
  /** Which log this is: nodes of another log are other nodes. */
  generation: number;
}

export const NodeMarks = memo(function NodeMarks(props: NodeMarksProps) {
  const { tree, problem, nodes, layout, geometry, row, detail, shade, signs } = props;
  const { chosen, lineage, selected, focusable, generation } = props;
  const { kinds, turns } = signs;
  const family = tree.start?.problem.family ?? "countdown";
  return nodes.map((node) => {
    const place = layout.places.get(node.id);
    return place ? (
      <NodeMark
        key={`${generation}-${node.id}`}
        node={node}
        family={family}
        x={geometry.x(place.depth)}
        y={geometry.y(place.row)}
        rule={geometry.rule}
        row={row}
        detail={detail}
        shade={shade}
        judged={tree.start?.verifier != null}
        foreign={problem !== null && !isStep(problem, node.text)}
        chosen={chosen.has(node.id)}
        lineage={lineage.has(node.id)}
        selected={selected === node.id}
        focusable={focusable === node.id}
        right={node.finish ? isRight(problem, node.finish.answer) : null}
        worth={signs.worthOf(node)}
        valued={kinds.worth !== null}
        count={signs.countOf(node)}
        order={turns.orders.get(node.id) ?? null}
        falls={place.row > (layout.places.get(node.parent ?? 0)?.row ?? 0)}
        cut={turns.cuts.has(node.id)}
        back={turns.backs.has(node.id)}
        probe={turns.probes.has(node.id)}
        said={signs.saidOf(node)}
      />
    ) : null;
  });
});
